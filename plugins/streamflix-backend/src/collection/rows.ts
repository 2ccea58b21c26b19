import { isDeepStrictEqual } from 'node:util';
import {
  deriveSummary,
  stackStatus,
  toResourceRef,
  type EnvironmentList,
  type EnvironmentRef,
  type EnvironmentStatus,
  type EnvironmentSummary,
  type ListingFailure,
  type StackFacts,
} from '@streamflix/backstage-plugin-streamflix-common';
import type {
  EnvironmentListing,
  ListedEnvironment,
} from '@streamflix/backstage-plugin-streamflix-node';

/** The row of an environment. */
export const rowOf = (
  list: EnvironmentList | undefined,
  { account, region, suffix }: EnvironmentRef,
) =>
  list?.items.find(
    row =>
      row.suffix === suffix && row.region === region && row.account === account,
  );

export const byRef = (rows: readonly EnvironmentSummary[]) =>
  new Map(rows.map(row => [toResourceRef(row), row]));

const { compare } = new Intl.Collator();

const byName = (a: EnvironmentSummary, b: EnvironmentSummary) =>
  compare(a.suffix, b.suffix) || compare(a.region, b.region);

/** Row of a target that could not be listed: it is unknown whether the environment still exists. */
const unlisted = (
  row: EnvironmentSummary,
  { reason }: ListingFailure,
): EnvironmentSummary => ({
  ...row,
  health: 'unknown',
  state: 'Could not be read',
  reasons: [reason],
  progress: undefined,
});

/** Whether nothing has happened to a stack since its row was read. */
const isCurrent = (
  row: EnvironmentSummary | undefined,
  { stackArn, updatedAt, status }: StackFacts,
): row is EnvironmentSummary =>
  row?.stackArn === stackArn &&
  row.updatedAt === updatedAt &&
  stackStatus(status).isFinished;

/** Milliseconds after which the event of a change should have arrived, and the environment should have been read. */
const eventDelay = 60_000;

/** Stacks that changed a while ago, but for which no event has arrived. */
export function missedChanges(
  { items }: EnvironmentListing,
  before: readonly EnvironmentSummary[],
): ListedEnvironment[] {
  const rows = byRef(before);
  return items.filter(({ ref, stack }) => {
    const { createdAt, updatedAt = createdAt } = stack;
    return (
      !isCurrent(rows.get(toResourceRef(ref)), stack) &&
      stackStatus(stack.status).isFinished &&
      Date.parse(updatedAt) < Date.now() - eventDelay
    );
  });
}

/** Whether events suffice to notice changes: the environment is healthy, and its stack has not changed since it was read. */
export const isStable = (
  { ref, stack }: ListedEnvironment,
  rows: ReadonlyMap<string, EnvironmentSummary>,
): boolean => {
  const row = rows.get(toResourceRef(ref));
  return isCurrent(row, stack) && row.health === 'healthy';
};

/**
 * The rows right after a listing, before the environments' components are read. Rows of unchanged stacks are kept, and
 * environments of targets that could not be listed are shown as unknown.
 */
export function rowsOfListing(
  { items, failures }: EnvironmentListing,
  before: readonly EnvironmentSummary[],
): EnvironmentSummary[] {
  const rows = byRef(before);
  const listed = items.flatMap(({ ref, stack }) => {
    const known = rows.get(toResourceRef(ref));
    return (isCurrent(known, stack) ? known : deriveSummary(ref, stack)) ?? [];
  });
  const lost = before.flatMap(row => {
    const failure = failures.find(
      ({ account, region }) => account === row.account && region === row.region,
    );
    return failure ? unlisted(row, failure) : [];
  });
  return [...listed, ...lost].sort(byName);
}

/** The rows updated with these statuses: an existing environment gets its row, a deleted one loses it. */
export function withStatuses(
  list: EnvironmentList,
  statuses: readonly EnvironmentStatus[],
): EnvironmentList {
  const rows = byRef(list.items);
  const touched = new Set(statuses.map(({ ref }) => toResourceRef(ref)));
  const untouched = [...rows].flatMap(([ref, row]) =>
    touched.has(ref) ? [] : row,
  );
  const updated = statuses.flatMap(
    ({ ref, summary, health, state, reasons }) => {
      if (summary) return summary;
      const row = rows.get(toResourceRef(ref));
      // Nothing could be read: the row is kept, with the reason.
      return row && health !== 'absent'
        ? { ...row, health, state, reasons, progress: undefined }
        : [];
    },
  );
  return { ...list, items: [...untouched, ...updated].sort(byName) };
}

/** Environments whose rows differ between two lists, new and deleted ones included. */
export function changedRows(
  before: EnvironmentList,
  after: EnvironmentList,
): EnvironmentRef[] {
  const keyed = ({ items }: EnvironmentList) =>
    new Map(items.map(row => [toResourceRef(row), row]));
  const [old, current] = [keyed(before), keyed(after)];
  return [...new Map([...old, ...current])].flatMap(
    ([key, { account, region, suffix }]) =>
      isDeepStrictEqual(old.get(key), current.get(key))
        ? []
        : { account, region, suffix },
  );
}
