import type { EnvironmentRef } from '@streamflix/backstage-plugin-streamflix-common';
import type { StreamflixSettings } from '../aws/StreamflixSettings';

/** Partitions by region prefix. Source: AWS, "AWS partitions". */
const partitions: readonly (readonly [prefix: string, partition: string])[] = [
  ['cn-', 'aws-cn'],
  ['us-gov-', 'aws-us-gov'],
];

/**
 * The AWS partition of a region: `aws`, `aws-cn` or `aws-us-gov`.
 *
 * @public
 */
export const partitionOfRegion = (region: string): string =>
  partitions.find(([prefix]) => region.startsWith(prefix))?.[1] ?? 'aws';

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
