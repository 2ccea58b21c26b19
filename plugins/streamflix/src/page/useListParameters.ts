import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import { isSortColumn, type RowFilter, type RowSort } from './environmentRows';

const first: RowSort = { column: 'health', direction: 'ascending' };

function sortOf(parameter: string): RowSort {
  const column = parameter.replace(/^-/, '');
  return isSortColumn(column)
    ? {
        column,
        direction: parameter.startsWith('-') ? 'descending' : 'ascending',
      }
    : first;
}

const parameterOf = ({ column, direction }: RowSort) =>
  column === first.column && direction === first.direction
    ? ''
    : `${direction === 'descending' ? '-' : ''}${column}`;

/** Filter and order of the list, kept in the URL, so that a reload, a bookmark and a link show the same. */
export function useListParameters() {
  const [parameters, setParameters] = useSearchParams();
  const read = (name: string) => parameters.get(name) ?? '';
  const text = read('q');
  const health = read('health');
  const blueprint = read('blueprint');
  const region = read('region');
  const owner = read('owner');
  const sort = read('sort');
  const set = useCallback(
    (changes: Record<string, string>) =>
      setParameters(
        before => {
          const after = new URLSearchParams(before);
          for (const [name, value] of Object.entries(changes)) {
            if (value) after.set(name, value);
            else after.delete(name);
          }
          return after;
        },
        // Otherwise Back would undo each letter of a search.
        { replace: true },
      ),
    [setParameters],
  );
  return useMemo(
    () => ({
      filter: { text, health, blueprint, region, owner },
      sort: sortOf(sort),
      setFilter: ({ text: q, ...others }: Partial<RowFilter>) =>
        set({ ...others, ...(q !== undefined && { q }) }),
      clear: () =>
        set({ q: '', health: '', blueprint: '', region: '', owner: '' }),
      setSort: (next: RowSort) => set({ sort: parameterOf(next) }),
    }),
    [text, health, blueprint, region, owner, sort, set],
  );
}
