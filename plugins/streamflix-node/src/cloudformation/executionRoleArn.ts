import type { EnvironmentRef } from '@streamflix/backstage-plugin-streamflix-common';
import { partitionOfRegion } from '../aws/partitionOfRegion';
import type { StreamflixSettings } from '../aws/StreamflixSettings';

/** ARN of CloudFormation's execution role in an account; undefined when none is configured. */
export function executionRoleArn(
  { executionRole }: Pick<StreamflixSettings, 'executionRole'>,
  { account, region }: Pick<EnvironmentRef, 'account' | 'region'>,
): string | undefined {
  return (
    executionRole &&
    `arn:${partitionOfRegion(region)}:iam::${account}:role/${executionRole}`
  );
}
