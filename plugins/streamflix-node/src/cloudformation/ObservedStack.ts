import type { Stack } from '@aws-sdk/client-cloudformation';
import {
  managedBy,
  stackName,
  stackTags,
  type EnvironmentFacts,
  type EnvironmentRef,
} from '@streamflix/backstage-plugin-streamflix-common';
import { tagOf } from './describeStack';

/** A stack as AWS described it at one moment, as far as authorization looks at it. */
export interface ObservedStack {
  arn: string;
  /** CloudFormation's own word. */
  status: string;
  /** When its last operation started, ISO 8601: together with the status it tells one operation from the next. */
  changedAt: string;
  /** Whether its tags say that StreamFlix manages it, under this name. */
  isManaged: boolean;
  blueprint?: string;
  /** Entity reference; undefined when its tags name none. */
  owner?: string;
}

/** A stack that exists only for change sets that were never executed. It need not show its tags. */
export const isUnderReview = ({ status }: Pick<ObservedStack, 'status'>) =>
  status === 'REVIEW_IN_PROGRESS';

/** The observation of what `DescribeStacks` answered. */
export function toObservedStack(stack: Stack): ObservedStack {
  const tag = (key: string) => tagOf(stack, key);
  const suffix = tag(stackTags.suffix);
  const changed =
    stack.DeletionTime ?? stack.LastUpdatedTime ?? stack.CreationTime;
  return {
    arn: stack.StackId ?? '',
    status: stack.StackStatus ?? '',
    changedAt: changed?.toISOString() ?? '',
    isManaged:
      tag(stackTags.managedBy) === managedBy &&
      suffix !== undefined &&
      stack.StackName === stackName(suffix),
    blueprint: tag(stackTags.blueprint) || undefined,
    owner: tag(stackTags.owner) || undefined,
  };
}

/** What permission rules can know of it. */
export const factsOf = (
  ref: EnvironmentRef,
  { blueprint, owner }: Pick<ObservedStack, 'blueprint' | 'owner'>,
): EnvironmentFacts => ({
  account: ref.account,
  region: ref.region,
  suffix: ref.suffix,
  blueprint,
  owner,
});

/** Whether the stack is still as it was observed. */
export const isSameState = (a: ObservedStack, b: ObservedStack): boolean =>
  a.arn === b.arn && a.status === b.status && a.changedAt === b.changedAt;

const lower = (ref: string) => ref.toLocaleLowerCase('en-US');

/** Whether one of these references is the owner; they are case-insensitive, as in the catalog. */
export const isAmong = (
  owner: string | undefined,
  refs: readonly string[],
): boolean => owner !== undefined && refs.map(lower).includes(lower(owner));
