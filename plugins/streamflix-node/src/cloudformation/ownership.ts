import type { Requester } from './Grant';
import { isAmong, isUnderReview, type ObservedStack } from './ObservedStack';

/**
 * Whether the suffix belongs to another owner, or to a stack that StreamFlix does not manage. The authorizer decides about an
 * environment without an owner.
 */
export function isOwnedByAnother(
  stack: ObservedStack,
  { ownershipRefs }: Requester,
): boolean {
  if (isUnderReview(stack)) return false;
  if (!stack.isManaged) return true;
  return (
    ownershipRefs !== undefined &&
    stack.owner !== undefined &&
    !isAmong(stack.owner, ownershipRefs)
  );
}
