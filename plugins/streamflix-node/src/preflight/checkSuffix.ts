import {
  stackName,
  stackStatus,
  type EnvironmentRef,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsAccess } from '../aws/AwsAccess';
import {
  toEnvironment,
  type ListedEnvironment,
} from '../cloudformation/stackFacts';
import { describeStack } from '../cloudformation/describeStack';

/**
 * What currently uses a suffix.
 *
 * @public
 */
export interface SuffixCheck {
  /** A new environment may use the suffix. The failed stack of an earlier creation does not block it. */
  free: boolean;
  /** Undefined for a stack that StreamFlix does not manage, and for one that was only planned. */
  environment?: ListedEnvironment;
}

/**
 * Finds what currently uses a suffix.
 *
 * @throws AwsError, or the SDK's error
 * @public
 */
export async function checkSuffix(
  access: AwsAccess,
  ref: EnvironmentRef,
): Promise<SuffixCheck> {
  const readAt = new Date().toISOString();
  const { cloudFormation } = await access.clients(ref);
  const stack = await describeStack(cloudFormation, stackName(ref.suffix));
  if (!stack) return { free: true };
  return {
    free: ['create', 'clear'].includes(stackStatus(stack.status).nextStep),
    environment: toEnvironment(ref, stack, readAt),
  };
}
