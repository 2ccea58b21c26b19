import {
  healthOrder,
  type EnvironmentSummary,
} from '@streamflix/backstage-plugin-streamflix-common';
import { blueprintTitle } from '../components/blueprintTitle';

/** A row of the table; `id` is unique across all accounts and regions. */
export interface EnvironmentRow extends EnvironmentSummary {
  id: string;
}

export const toRow = (environment: EnvironmentSummary): EnvironmentRow => ({
  ...environment,
  id: `${environment.account}/${environment.region}/${environment.suffix}`,
});

/** Searchable text of a row, as the table shows it. */
const searchableText = (row: EnvironmentRow) =>
  [
    row.suffix,
    row.region,
    row.account,
    row.blueprint && blueprintTitle(row.blueprint),
    row.owner,
    row.health,
    row.state,
    row.version,
  ]
    .join(' ')
    .toLocaleLowerCase();

/** Rows that contain every word of the search. */
export function searchRows(
  rows: EnvironmentRow[],
  search: string,
): EnvironmentRow[] {
  const wanted = search.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter(row => {
    const text = searchableText(row);
    return wanted.every(word => text.includes(word));
  });
}

const text = (value: string | undefined) => value ?? '';
const compareText = (a: string, b: string) =>
  a.localeCompare(b, undefined, { numeric: true });

const comparisons: Record<
  string,
  (a: EnvironmentRow, b: EnvironmentRow) => number
> = {
  suffix: (a, b) => compareText(a.suffix, b.suffix),
  region: (a, b) => compareText(a.region, b.region),
  blueprint: (a, b) =>
    compareText(
      blueprintTitle(text(a.blueprint)),
      blueprintTitle(text(b.blueprint)),
    ),
  owner: (a, b) => compareText(text(a.owner), text(b.owner)),
  health: (a, b) =>
    healthOrder.indexOf(a.health) - healthOrder.indexOf(b.health),
  version: (a, b) => compareText(text(a.version), text(b.version)),
  age: (a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt),
};

/** Sorted by one column; rows with equal values keep the order of their names. */
export function sortRows(
  rows: EnvironmentRow[],
  sort: { column: string | number; direction: 'ascending' | 'descending' },
): EnvironmentRow[] {
  const compare = comparisons[sort.column] ?? comparisons.suffix;
  const sign = sort.direction === 'descending' ? -1 : 1;
  return [...rows].sort(
    (a, b) => sign * compare(a, b) || comparisons.suffix(a, b),
  );
}
