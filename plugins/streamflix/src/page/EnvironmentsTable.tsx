import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { Button, Skeleton, Text, VisuallyHidden } from '@backstage/ui';
import { RiArrowDownLine, RiArrowUpLine } from '@remixicon/react';
import type { EnvironmentSummary } from '@streamflix/backstage-plugin-streamflix-common';
import { useCallback, useMemo, useState } from 'react';
import { useInstallation } from '../api/useInstallation';
import { useEntityName } from '../components/useEntityName';
import { streamflixTranslationRef } from '../translation';
import { EnvironmentListRow } from './EnvironmentListRow';
import styles from './EnvironmentsPage.module.css';
import {
  filterRows,
  sortRows,
  toRow,
  type EnvironmentRow,
  type RowSort,
  type SortColumn,
} from './environmentRows';
import { HealthCounters } from './HealthCounters';
import { ListFilters } from './ListFilters';
import { useListParameters } from './useListParameters';
import { useVirtualRows } from './useVirtualRows';

/** Height of a row in pixels until it is measured. */
const estimatedHeight = 64;

/** The header of a column; pressing it sorts by the column, pressing it again reverses the order. */
function ColumnHeader(props: {
  column: SortColumn;
  label: string;
  sort: RowSort;
  onSort(sort: RowSort): void;
}) {
  const { column, label, sort, onSort } = props;
  const isSorted = sort.column === column;
  const Arrow =
    sort.direction === 'ascending' ? RiArrowUpLine : RiArrowDownLine;
  return (
    <div role="columnheader" aria-sort={isSorted ? sort.direction : 'none'}>
      <button
        type="button"
        className={styles.sort}
        onClick={() =>
          onSort({
            column,
            direction:
              isSorted && sort.direction === 'ascending'
                ? 'descending'
                : 'ascending',
          })
        }
      >
        {label}
        {isSorted && <Arrow aria-hidden size={14} />}
      </button>
    </div>
  );
}

/** Address of the page of an environment's entity, once that is known. */
function useEntityHref(): (row: EnvironmentRow) => string | undefined {
  const entityRoute = useRouteRef(entityRouteRef);
  const { nameOf } = useEntityName();
  return row => {
    const name = nameOf(row);
    return (
      name && entityRoute({ kind: 'resource', namespace: 'default', name })
    );
  };
}

function Head(props: { sort: RowSort; onSort(sort: RowSort): void }) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const columns = [
    ['suffix', t('page.environment')],
    ['health', t('page.state')],
    ['blueprint', t('page.blueprint')],
    ['owner', t('page.owner')],
    ['changed', t('page.changed')],
  ] as const;
  return (
    <div role="rowgroup" className={styles.head}>
      <div role="row" className={styles.row} aria-rowindex={1}>
        {columns.map(([column, label]) => (
          <ColumnHeader key={column} column={column} label={label} {...props} />
        ))}
        <div role="columnheader">
          <VisuallyHidden>{t('actions.column')}</VisuallyHidden>
        </div>
      </div>
    </div>
  );
}

function Rows(props: {
  rows: readonly EnvironmentRow[];
  showAccounts: boolean;
  sort: RowSort;
  onSort(sort: RowSort): void;
}) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { rows, showAccounts, sort, onSort } = props;
  const hrefOf = useEntityHref();
  const [list, setList] = useState<Element | null>(null);
  const keyOf = useCallback((index: number) => rows[index].id, [rows]);
  const { items, measure, before, after } = useVirtualRows({
    list,
    count: rows.length,
    estimate: estimatedHeight,
    keyOf,
  });
  return (
    <div
      role="table"
      className={styles.table}
      aria-label={t('title')}
      aria-rowcount={rows.length + 1}
    >
      <Head sort={sort} onSort={onSort} />
      <div
        role="rowgroup"
        ref={setList}
        style={{ paddingTop: before, paddingBottom: after }}
      >
        {items.map(({ index }) => (
          <EnvironmentListRow
            key={rows[index].id}
            row={rows[index]}
            index={index}
            href={hrefOf(rows[index])}
            showAccount={showAccounts}
            measure={measure}
          />
        ))}
      </div>
    </div>
  );
}

/** All environments, worst first, with search, filters and counters. */
function FilteredTable({ items }: { items: EnvironmentSummary[] }) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { filter, sort, setFilter, clear, setSort } = useListParameters();
  const own = useInstallation().installation?.owners.own;
  const rows = useMemo(() => items.map(toRow), [items]);
  const shown = useMemo(
    () => sortRows(filterRows(rows, filter, own ?? []), sort),
    [rows, filter, own, sort],
  );
  // The counters count what they would show.
  const countable = useMemo(
    () => filterRows(rows, { ...filter, health: '' }, own ?? []),
    [rows, filter, own],
  );
  const isFiltered = Object.values(filter).some(Boolean);
  return (
    <>
      <div className={styles.toolbar}>
        <HealthCounters
          rows={countable}
          selected={filter.health}
          onSelect={health => setFilter({ health })}
        />
        <ListFilters rows={rows} filter={filter} onChange={setFilter} />
      </div>
      <VisuallyHidden role="status">
        {t('page.shown', {
          shown: String(shown.length),
          count: rows.length,
        })}
      </VisuallyHidden>
      {shown.length > 0 ? (
        <Rows
          rows={shown}
          showAccounts={new Set(rows.map(({ account }) => account)).size > 1}
          sort={sort}
          onSort={setSort}
        />
      ) : (
        <div className={styles.nothing}>
          <Text as="p">
            {t(isFiltered ? 'page.noMatch' : 'page.nothingListed')}
          </Text>
          {isFiltered && (
            <Button size="small" variant="secondary" onPress={clear}>
              {t('page.showAll')}
            </Button>
          )}
        </div>
      )}
    </>
  );
}

/** The list of environments. @param props.items - undefined during the first read */
export function EnvironmentsTable({ items }: { items?: EnvironmentSummary[] }) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  return items ? (
    <FilteredTable items={items} />
  ) : (
    <div
      role="status"
      aria-label={t('reading.loading', { what: t('page.what') })}
    >
      <Skeleton width="100%" height={240} />
    </div>
  );
}
