import {
  healthOrder,
  type EnvironmentSummary,
  type Health,
} from '@streamflix/backstage-plugin-streamflix-common';
import { blueprintTitle } from '../components/blueprintTitle';
import { regionLabel } from '../components/regionLabel';

/** A row of the list; `id` is unique across all accounts and regions. */
export interface EnvironmentRow extends EnvironmentSummary {
  id: string;
}

export const toRow = (environment: EnvironmentSummary): EnvironmentRow => ({
  ...environment,
  id: `${environment.account}/${environment.region}/${environment.suffix}`,
});

/** Value of the owner filter for the user and the groups of the user. */
export const mine = 'mine';

/** What is shown; an empty text shows all. */
export interface RowFilter {
  text: string;
  health: string;
  blueprint: string;
  region: string;
  owner: string;
}

/** Searchable text of a row, as the list shows it. */
const searchableText = (row: EnvironmentRow) =>
  [
    row.suffix,
    regionLabel(row.region),
    row.account,
    row.blueprint && blueprintTitle(row.blueprint),
    row.owner,
    row.health,
    row.state,
    ...row.reasons,
    row.version,
  ]
    .join(' ')
    .toLocaleLowerCase();

/**
 * Rows that have every selected value and contain every word of the search.
 *
 * @param own - entity references of the user and the groups of the user
 */
export function filterRows(
  rows: readonly EnvironmentRow[],
  filter: RowFilter,
  own: readonly string[],
): EnvironmentRow[] {
  const { health, blueprint, region, owner } = filter;
  const words = filter.text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter(
    row =>
      (!health || row.health === health) &&
      (!blueprint || row.blueprint === blueprint) &&
      (!region || row.region === region) &&
      (!owner ||
        row.owner === owner ||
        (owner === mine && own.includes(row.owner ?? ''))) &&
      (words.length === 0 ||
        words.every(word => searchableText(row).includes(word))),
  );
}

/** Number of rows of each health, worst first; a health without rows only if it is `selected`. */
export const countByHealth = (
  rows: readonly EnvironmentRow[],
  selected: string,
): { health: Health; count: number }[] =>
  [...healthOrder]
    .reverse()
    .map(health => ({
      health,
      count: rows.filter(row => row.health === health).length,
    }))
    .filter(({ health, count }) => count > 0 || health === selected);

const text = (value: string | undefined) => value ?? '';
const compareText = new Intl.Collator(undefined, { numeric: true }).compare;
const changedAt = ({ updatedAt, createdAt }: EnvironmentRow) =>
  Date.parse(updatedAt ?? createdAt);

const comparisons = {
  suffix: (a, b) => compareText(a.suffix, b.suffix),
  // Ascending is worst first: that is what the list is for.
  health: (a, b) =>
    healthOrder.indexOf(b.health) - healthOrder.indexOf(a.health),
  blueprint: (a, b) =>
    compareText(
      blueprintTitle(text(a.blueprint)),
      blueprintTitle(text(b.blueprint)),
    ),
  owner: (a, b) => compareText(text(a.owner), text(b.owner)),
  changed: (a, b) => changedAt(b) - changedAt(a),
} satisfies Record<string, (a: EnvironmentRow, b: EnvironmentRow) => number>;

/** A column by which the list can be sorted. */
export type SortColumn = keyof typeof comparisons;

export interface RowSort {
  column: SortColumn;
  direction: 'ascending' | 'descending';
}

export const isSortColumn = (name: string): name is SortColumn =>
  Object.hasOwn(comparisons, name);

/** Sorted by one column; rows with equal values keep the order of their names. */
export function sortRows(
  rows: readonly EnvironmentRow[],
  { column, direction }: RowSort,
): EnvironmentRow[] {
  const sign = direction === 'descending' ? -1 : 1;
  return [...rows].sort(
    (a, b) => sign * comparisons[column](a, b) || comparisons.suffix(a, b),
  );
}
