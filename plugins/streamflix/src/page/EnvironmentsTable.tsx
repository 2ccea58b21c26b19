import { parseEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { entityRouteRef, EntityRefLink } from '@backstage/plugin-catalog-react';
import {
  Cell,
  CellText,
  SearchField,
  Table,
  Text,
  useTable,
  type ColumnConfig,
} from '@backstage/ui';
import {
  operationPath,
  type EnvironmentSummary,
} from '@streamflix/backstage-plugin-streamflix-common';
import { useMemo, type ReactNode } from 'react';
import { blueprintTitle } from '../components/blueprintTitle';
import { formatAge, formatFull } from '../components/formatTime';
import { HealthBadge } from '../components/HealthBadge';
import { PageLink } from '../components/PageLink';
import { streamflixTranslationRef } from '../translation';
import { EnvironmentMenu } from './EnvironmentMenu';
import styles from './EnvironmentsPage.module.css';
import {
  searchRows,
  sortRows,
  toRow,
  type EnvironmentRow,
} from './environmentRows';
import { useEntityName } from '../components/useEntityName';

/** The owner tag's value: a link if it is an entity reference, otherwise text. */
function Owner({ owner }: { owner?: string }) {
  if (!owner) return null;
  try {
    return (
      <EntityRefLink entityRef={parseEntityRef(owner)} defaultKind="group" />
    );
  } catch {
    return <Text>{owner}</Text>;
  }
}

function useColumns(showAccounts: boolean): ColumnConfig<EnvironmentRow>[] {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const entityRoute = useRouteRef(entityRouteRef);
  const { nameOf } = useEntityName();
  return useMemo(
    () => [
      {
        id: 'suffix',
        label: t('page.suffix'),
        defaultWidth: '2fr',
        isRowHeader: true,
        isSortable: true,
        cell: row => {
          const name = nameOf(row);
          return (
            <CellText
              title={row.suffix}
              href={
                name &&
                entityRoute({ kind: 'resource', namespace: 'default', name })
              }
            />
          );
        },
      },
      {
        id: 'region',
        label: t('page.region'),
        defaultWidth: '2fr',
        isSortable: true,
        cell: ({ region, account }) => (
          <CellText
            title={region}
            description={
              showAccounts ? t('page.inAccount', { account }) : undefined
            }
          />
        ),
      },
      {
        id: 'blueprint',
        label: t('page.blueprint'),
        defaultWidth: '2fr',
        isSortable: true,
        cell: ({ blueprint }) => (
          <CellText title={blueprint ? blueprintTitle(blueprint) : ''} />
        ),
      },
      {
        id: 'owner',
        label: t('page.owner'),
        defaultWidth: '2fr',
        isSortable: true,
        cell: ({ owner }) => (
          <Cell>
            <Owner owner={owner} />
          </Cell>
        ),
      },
      {
        id: 'health',
        label: t('page.health'),
        defaultWidth: '4fr',
        isSortable: true,
        cell: ({ health, state, reasons, operationId, ...ref }) => (
          <Cell>
            <div className={styles.health} title={reasons.join('\n')}>
              <HealthBadge health={health} />
              <span className={styles.state}>
                {operationId ? (
                  <PageLink path={operationPath(ref, operationId)}>
                    {state}
                  </PageLink>
                ) : (
                  state
                )}
              </span>
            </div>
          </Cell>
        ),
      },
      {
        id: 'version',
        label: t('page.version'),
        defaultWidth: '1.5fr',
        isSortable: true,
        cell: ({ version }) => <CellText title={version ?? ''} />,
      },
      {
        id: 'age',
        label: t('page.age'),
        defaultWidth: '1.5fr',
        isSortable: true,
        cell: ({ createdAt }) => (
          <Cell>
            <time dateTime={createdAt} title={formatFull(createdAt)}>
              {formatAge(createdAt)}
            </time>
          </Cell>
        ),
      },
      {
        id: 'actions',
        label: t('actions.column'),
        width: 96,
        cell: ({ account, region, suffix }) => (
          <Cell>
            <EnvironmentMenu environment={{ account, region, suffix }} />
          </Cell>
        ),
      },
    ],
    [t, entityRoute, nameOf, showAccounts],
  );
}

/** Searchable, sortable table of all environments. @param props.items - undefined during the first read */
export function EnvironmentsTable(props: {
  items?: EnvironmentSummary[];
  /** Next to the search. */
  actions?: ReactNode;
}) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { items, actions } = props;
  const rows = useMemo(() => items?.map(toRow), [items]);
  const accounts = new Set(items?.map(({ account }) => account));
  const columns = useColumns(accounts.size > 1);
  const { tableProps, search } = useTable<EnvironmentRow>({
    mode: 'complete',
    data: rows,
    initialSort: { column: 'suffix', direction: 'ascending' },
    sortFn: sortRows,
    searchFn: searchRows,
    paginationOptions: { pageSize: 20 },
  });
  return (
    <>
      <div className={styles.toolbar}>
        <SearchField
          className={styles.search}
          aria-label={t('page.search')}
          placeholder={t('page.search')}
          {...search}
        />
        {actions}
      </div>
      <Table
        columnConfig={columns}
        {...tableProps}
        emptyState={
          <Text>{t(search.value ? 'page.noMatch' : 'page.nothingListed')}</Text>
        }
      />
    </>
  );
}
