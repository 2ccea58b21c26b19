import type { Stack } from '@aws-sdk/client-cloudformation';
import {
  managedBy,
  stackTags,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { Requester } from './Grant';
import { isAmong, isUnderReview, toObservedStack } from './ObservedStack';
import { tagOf } from './describeStack';

/** Whether the stack is managed by StreamFlix: others are left alone. */
export const isOurs = (stack: Stack) =>
  tagOf(stack, stackTags.managedBy) === managedBy;

/**
 * Whether the suffix belongs to another owner, or to a stack that StreamFlix does not manage. An environment without an owner is
 * left to the authorizer.
 */
export function isOwnedByAnother(
  stack: Stack,
  { ownershipRefs }: Requester,
): boolean {
  const observed = toObservedStack(stack);
  if (isUnderReview(observed)) return false;
  if (!observed.isManaged) return true;
  return (
    ownershipRefs !== undefined &&
    observed.owner !== undefined &&
    !isAmong(observed.owner, ownershipRefs)
  );
}
