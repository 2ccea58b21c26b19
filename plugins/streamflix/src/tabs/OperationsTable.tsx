import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  RiCloseCircleLine,
  RiErrorWarningLine,
  RiLoopRightLine,
  RiQuestionLine,
} from '@remixicon/react';
import {
  titleOf,
  type EnvironmentRef,
  type HistoricOperation,
  type HistoricOutcome,
} from '@streamflix/backstage-plugin-streamflix-common';
import { formatFull, formatSeconds } from '../components/formatTime';
import { PageLink } from '../components/PageLink';
import { RequesterName } from '../components/RequesterName';
import { StateBadge } from '../components/StateBadge';
import { recordedValue, useSettingText } from '../components/useSettingText';
import { operationRouteRef } from '../routes';
import { streamflixTranslationRef } from '../translation';
import styles from './ResourcesTab.module.css';

const negative = { Icon: RiCloseCircleLine, tone: 'negative' } as const;

/** What is not here succeeded, and is quiet. */
const looks = {
  'in-progress': { Icon: RiLoopRightLine, tone: 'announcement' },
  'rolled-back': negative,
  failed: negative,
  cancelled: { Icon: RiErrorWarningLine, tone: 'warning' },
  'needs-attention': { Icon: RiErrorWarningLine, tone: 'negative' },
  unknown: { Icon: RiQuestionLine, tone: 'neutral' },
} as const satisfies Partial<Record<HistoricOutcome, object>>;

function Outcome(operation: HistoricOperation) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { kind, explanation, message } = operation;
  // A creation that is rolled back leaves nothing to return to.
  const isFailedCreation =
    kind === 'create' && operation.outcome === 'rolled-back';
  const outcome = isFailedCreation ? 'failed' : operation.outcome;
  const label = t(`operations.outcomes.${outcome}`);
  const look = outcome in looks && looks[outcome as keyof typeof looks];
  const hasSucceeded = !look;
  return (
    <>
      {look ? (
        <StateBadge {...look} label={label} />
      ) : (
        <span className={styles.quiet}>{label}</span>
      )}
      {explanation ? (
        <p className={styles.reason}>
          {t('operations.cause', { cause: explanation.cause })}
        </p>
      ) : (
        !hasSucceeded && message && <p className={styles.reason}>{message}</p>
      )}
    </>
  );
}

function Differences({ differences, moreDifferences }: HistoricOperation) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const settingText = useSettingText();
  if (!differences?.length) return null;
  const textOf = (path: string, recorded?: string) =>
    settingText(path, recorded === undefined ? [] : recordedValue(recorded));
  return (
    <ul className={styles.values}>
      {differences.map(({ path, from, to }) => (
        <li key={path}>
          {titleOf(path.split('.'))}{' '}
          <span className={styles.quiet}>{path}</span>{' '}
          {t('operations.difference', {
            from: textOf(path, from),
            to: textOf(path, to),
          })}
        </li>
      ))}
      {moreDifferences && (
        <li>{t('operations.more', { count: moreDifferences })}</li>
      )}
    </ul>
  );
}

function OperationRow(props: {
  environment: EnvironmentRef;
  operation: HistoricOperation;
}) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const routeOf = useRouteRef(operationRouteRef);
  const { environment, operation } = props;
  const { id, kind, requester, startedAt, seconds, hasEvents } = operation;
  const at = formatFull(startedAt);
  const title = t(`operations.kinds.${kind}`);
  const { account, region, suffix } = environment;
  return (
    <tr>
      <th scope="row">
        {hasEvents ? (
          <PageLink
            path={routeOf({ account, region, suffix, id })}
            label={t('operations.open', { kind: title, at })}
          >
            {title}
          </PageLink>
        ) : (
          title
        )}
        <time className={styles.type} dateTime={startedAt}>
          {at}
        </time>
      </th>
      <td data-label={t('operations.by')}>
        <RequesterName requester={requester} />
        <span className={styles.type}>
          {t(`operations.from.${requester.from}`)}
        </span>
      </td>
      <td data-label={t('operations.changed')}>
        <Differences {...operation} />
      </td>
      <td data-label={t('operations.duration')}>
        {seconds === undefined ? '' : formatSeconds(seconds)}
      </td>
      <td data-label={t('operations.outcome')}>
        <Outcome {...operation} />
      </td>
    </tr>
  );
}

/** One row for each operation, newest first; on a narrow screen one card. */
export function OperationsTable(props: {
  environment: EnvironmentRef;
  operations: readonly HistoricOperation[];
}) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { environment, operations } = props;
  return (
    <table className={styles.table} aria-label={t('operations.what')}>
      <thead>
        <tr>
          <th scope="col" className={styles.when}>
            {t('operations.operation')}
          </th>
          <th scope="col" className={styles.status}>
            {t('operations.by')}
          </th>
          <th scope="col">{t('operations.changed')}</th>
          <th scope="col" className={styles.console}>
            {t('operations.duration')}
          </th>
          <th scope="col" className={styles.name}>
            {t('operations.outcome')}
          </th>
        </tr>
      </thead>
      <tbody>
        {operations.map(operation => (
          <OperationRow
            key={operation.id}
            environment={environment}
            operation={operation}
          />
        ))}
      </tbody>
    </table>
  );
}
