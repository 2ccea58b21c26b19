import {
  deriveSummary,
  toResourceRef,
  type EnvironmentList,
  type EnvironmentRef,
  type EnvironmentStatus,
  type EnvironmentSummary,
  type ListingFailure,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { EnvironmentListing } from '@streamflix/backstage-plugin-streamflix-node';

const sameRef = (a: EnvironmentRef, b: EnvironmentRef) =>
  toResourceRef(a) === toResourceRef(b);

/** The row of an environment. */
export const rowOf = (list: EnvironmentList | undefined, ref: EnvironmentRef) =>
  list?.items.find(row => sameRef(row, ref));

const byName = (a: EnvironmentSummary, b: EnvironmentSummary) =>
  a.suffix.localeCompare(b.suffix) || a.region.localeCompare(b.region);

/** A row of a place that could not be listed: it was there, and whether it is, nobody knows. */
const unlisted = (
  row: EnvironmentSummary,
  { reason }: ListingFailure,
): EnvironmentSummary => ({
  ...row,
  health: 'unknown',
  state: 'Could not be read',
  reasons: [reason],
});

/**
 * The rows right after a listing, before the environments' parts are read: what was known of a stack that has not moved
 * since stands, and so do the environments of places that could not be listed, as unknown.
 */
export function rowsOfListing(
  { items, failures }: EnvironmentListing,
  before: readonly EnvironmentSummary[],
): EnvironmentSummary[] {
  const listed = items.flatMap(({ ref, stack }) => {
    const known = before.find(row => sameRef(row, ref));
    const stands =
      known?.stackArn === stack.stackArn &&
      known.updatedAt === stack.updatedAt &&
      !stack.status.endsWith('_IN_PROGRESS');
    return (stands ? known : deriveSummary(ref, stack)) ?? [];
  });
  const lost = before.flatMap(row => {
    const failure = failures.find(
      ({ account, region }) => account === row.account && region === row.region,
    );
    return failure ? unlisted(row, failure) : [];
  });
  return [...listed, ...lost].sort(byName);
}

/** The rows with these statuses in them: an environment that is there gets its row, one that is gone loses it. */
export function withStatuses(
  list: EnvironmentList,
  statuses: readonly EnvironmentStatus[],
): EnvironmentList {
  const untouched = list.items.filter(
    row => !statuses.some(({ ref }) => sameRef(ref, row)),
  );
  const told = statuses.flatMap(({ ref, summary, health, state, reasons }) => {
    if (summary) return summary;
    const row = rowOf(list, ref);
    // Nothing could be read: the row stands, and says so.
    return row && health !== 'absent' ? { ...row, health, state, reasons } : [];
  });
  return { ...list, items: [...untouched, ...told].sort(byName) };
}
