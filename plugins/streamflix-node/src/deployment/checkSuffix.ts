import {
  stackName,
  stackTags,
  type EnvironmentRef,
  type SuffixAvailability,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsAccess } from '../AwsAccess';
import { translateAwsError } from '../AwsError';
import { describeStack, tagOf } from './describeStack';
import { permission } from './stackStates';

/** Whether a new environment may have this suffix. The remains of a failed creation do not take it. */
export async function checkSuffix(
  access: AwsAccess,
  ref: EnvironmentRef,
): Promise<SuffixAvailability> {
  const { cloudFormation } = await access.clients(ref);
  const stack = await translateAwsError(
    { action: 'cloudformation:DescribeStacks', ...ref },
    () => describeStack(cloudFormation, stackName(ref.suffix)),
  );
  if (!stack) return { free: true };
  return {
    free: ['create', 'clear'].includes(permission(stack.StackStatus).permits),
    owner: tagOf(stack, stackTags.owner),
    stackStatus: stack.StackStatus,
  };
}
