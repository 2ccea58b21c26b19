import type { Stack } from '@aws-sdk/client-cloudformation';
import {
  managedBy,
  stackTags,
} from '@streamflix/backstage-plugin-streamflix-common';
import { tagOf } from './describeStack';

/** Who asks for an operation, in the terms of the catalog. */
export interface Asker {
  userRef: string;
  /** The user and the groups the user owns things through. */
  ownershipRefs: string[];
}

/** Whether the stack is one of ours: stacks of another hand are left alone. */
export const isOurs = (stack: Stack) =>
  tagOf(stack, stackTags.managedBy) === managedBy;

/**
 * Why the suffix may not be used by these owners; undefined when it may.
 *
 * @param stack - the stack that has the suffix's name now
 * @param owners - entity references the asker may act for
 */
export function takenBy(
  stack: Stack | undefined,
  owners: readonly string[],
): string | undefined {
  // A plan nobody has executed yet: CloudFormation need not show its tags, and it holds nothing.
  if (
    !stack ||
    (stack.StackStatus === 'REVIEW_IN_PROGRESS' && !stack.Tags?.length)
  ) {
    return undefined;
  }
  if (!isOurs(stack)) {
    return `the stack ${stack.StackName} was not made by StreamFlix and is left alone`;
  }
  const owner = tagOf(stack, stackTags.owner);
  const lower = (ref: string) => ref.toLocaleLowerCase('en-US');
  return owner === undefined || owners.map(lower).includes(lower(owner))
    ? undefined
    : `it belongs to ${owner}`;
}
