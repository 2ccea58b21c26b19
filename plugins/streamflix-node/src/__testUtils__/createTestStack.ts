import {
  CreateStackCommand,
  waitUntilStackCreateComplete,
  type Tag,
} from '@aws-sdk/client-cloudformation';
import {
  managedBy,
  stackName,
  stackTags,
  type EnvironmentRef,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsAccess } from '../aws/AwsAccess';

/** Tags of an environment's stack. */
export const testStackTags = ({
  suffix,
  owner,
}: {
  suffix: string;
  owner?: string;
}): Tag[] => [
  { Key: stackTags.suffix, Value: suffix },
  { Key: stackTags.managedBy, Value: managedBy },
  ...(owner ? [{ Key: stackTags.owner, Value: owner }] : []),
];

/**
 * Creates the stack of an environment without a plan: a single queue, with the tags by which environments are found.
 *
 * @returns its ARN, once it is created
 */
export async function createTestStack(
  access: AwsAccess,
  {
    account,
    region,
    suffix,
    owner,
    outputs = {},
  }: EnvironmentRef & {
    owner?: string;
    outputs?: Record<string, string>;
  },
): Promise<string> {
  const { cloudFormation } = await access.clients({ account, region });
  const { StackId = '' } = await cloudFormation.send(
    new CreateStackCommand({
      StackName: stackName(suffix),
      TemplateBody: JSON.stringify({
        Resources: { Queue: { Type: 'AWS::SQS::Queue' } },
        Outputs: Object.fromEntries(
          Object.entries(outputs).map(([key, Value]) => [key, { Value }]),
        ),
      }),
      Tags: testStackTags({ suffix, owner }),
    }),
  );
  await waitUntilStackCreateComplete(
    { client: cloudFormation, maxWaitTime: 30, minDelay: 0.1, maxDelay: 0.5 },
    { StackName: StackId },
  );
  return StackId;
}
