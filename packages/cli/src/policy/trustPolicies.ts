import { arnOf } from './arnPatterns';
import type { Conditions } from './Grant';
import type { Target } from './Target';

/** The trust policy of a role. */
export interface TrustPolicy {
  Version: '2012-10-17';
  Statement: {
    Effect: 'Allow';
    Principal: { AWS: string } | { Service: string };
    Action: 'sts:AssumeRole';
    Condition?: Conditions;
  }[];
}

const trust = (
  Principal: TrustPolicy['Statement'][number]['Principal'],
  Condition?: Conditions,
): TrustPolicy => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal,
      Action: 'sts:AssumeRole',
      ...(Condition && { Condition }),
    },
  ],
});

/**
 * Trust policy of the portal's role.
 *
 * @param principal - ARN of the role or user that assumes it
 * @param externalId - as `aws.accounts[].externalId` of Backstage's configuration
 */
export const trustOfPortal = (principal: string, externalId?: string) =>
  trust(
    { AWS: principal },
    externalId === undefined
      ? undefined
      : { StringEquals: { 'sts:ExternalId': externalId } },
  );

/** Trust policy of the execution role: CloudFormation assumes it for stacks of environments in this account. */
export const trustOfCloudFormation = (target: Target) =>
  trust(
    { Service: 'cloudformation.amazonaws.com' },
    {
      StringEquals: { 'aws:SourceAccount': target.account },
      ArnLike: {
        'aws:SourceArn': arnOf(
          'cloudformation:R:A:stack/streamflix-{suffix}/*',
          target,
        ),
      },
    },
  );
