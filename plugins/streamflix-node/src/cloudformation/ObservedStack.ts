import type {
  EnvironmentFacts,
  EnvironmentRef,
} from '@streamflix/backstage-plugin-streamflix-common';

/**
 * The fields of a stack that authorization uses, as AWS described them at one moment.
 *
 * @public
 */
export interface ObservedStack {
  arn: string;
  /** As CloudFormation reports it. */
  status: string;
  /** When its last operation started, ISO 8601; with the status, it identifies an operation. */
  changedAt: string;
  /** Whether its tags show that StreamFlix manages it, under this name. */
  isManaged: boolean;
  blueprint?: string;
  /** Entity reference; undefined when its tags name none. */
  owner?: string;
}

/** A stack that has only unexecuted change sets. It may not show tags yet. */
export const isUnderReview = ({ status }: Pick<ObservedStack, 'status'>) =>
  status === 'REVIEW_IN_PROGRESS';

/**
 * The fields that permission rules use.
 *
 * @public
 */
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

/** Whether the stack is unchanged since it was observed. */
export const isSameState = (a: ObservedStack, b: ObservedStack): boolean =>
  a.arn === b.arn && a.status === b.status && a.changedAt === b.changedAt;

const lower = (ref: string) => ref.toLocaleLowerCase('en-US');

/**
 * Whether the owner is one of these references; they are case-insensitive, as in the catalog.
 *
 * @public
 */
export const isAmong = (
  owner: string | undefined,
  refs: readonly string[],
): boolean => owner !== undefined && refs.map(lower).includes(lower(owner));
