import type { Stack } from '@aws-sdk/client-cloudformation';
import {
  managedBy,
  stackTags,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { Requester } from './Grant';
import { isAmong, isUnderReview, toObservedStack } from './ObservedStack';
import { tagOf } from './describeStack';

/** Whether StreamFlix manages the stack: other stacks are never changed. */
export const isOurs = (stack: Stack) =>
  tagOf(stack, stackTags.managedBy) === managedBy;

/**
 * Whether the suffix belongs to another owner, or to a stack that StreamFlix does not manage. The authorizer decides about an
 * environment without an owner.
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
