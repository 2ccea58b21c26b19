import { parseEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Text } from '@backstage/ui';
import { operationPath } from '@streamflix/backstage-plugin-streamflix-common';
import { memo, startTransition, useEffect, useState, type Ref } from 'react';
import { blueprintTitle } from '../components/blueprintTitle';
import { formatAge, formatFull } from '../components/formatTime';
import { healthLooks } from '../components/HealthBadge';
import { PageLink } from '../components/PageLink';
import { ProgressBar } from '../components/ProgressBar';
import { useProgressText } from '../components/useProgressText';
import { regionLabel } from '../components/regionLabel';
import { streamflixTranslationRef } from '../translation';
import { EnvironmentMenu } from './EnvironmentMenu';
import styles from './EnvironmentsPage.module.css';
import type { EnvironmentRow } from './environmentRows';
import { ownerTitle } from '../components/ownerTitle';

/** Reasons shown in a row; the environment's own page shows all. */
const maxReasons = 2;

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

/** Health, and why, in text: loud unless all is well. */
function State({ row }: { row: EnvironmentRow }) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const progressText = useProgressText();
  const { health, state, reasons, progress } = row;
  const { tone } = healthLooks[health];
  // During an operation, what is not there yet is no reason for concern.
  const shown = progress && health === 'deploying' ? [] : reasons;
  const more = shown.length - maxReasons;
  return (
    <>
      <span className={styles.verdict}>
        <span className={styles.word} data-tone={tone}>
          {t(`health.${health}`)}
        </span>
        {progress ? (
          <span>
            {progress.operationId ? (
              <PageLink path={operationPath(row, progress.operationId)}>
                {progressText(progress)}
              </PageLink>
            ) : (
              progressText(progress)
            )}
          </span>
        ) : (
          shown.length === 0 && <span className={styles.quiet}>{state}</span>
        )}
      </span>
      {progress && (
        <ProgressBar
          done={progress.done}
          total={progress.total}
          label={t(`operation.${progress.operation}`)}
          text={progressText(progress)}
        />
      )}
      {shown.slice(0, maxReasons).map(reason => (
        <span key={reason} className={styles.reason}>
          {reason}
        </span>
      ))}
      {more > 0 && (
        <span className={styles.quiet}>
          {t('page.moreReasons', { count: more })}
        </span>
      )}
    </>
  );
}

/** Name, region and, where there are several, account. */
function Name(props: {
  row: EnvironmentRow;
  href?: string;
  showAccount: boolean;
}) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { row, href, showAccount } = props;
  const { account, region, suffix, health } = row;
  return (
    <div role="rowheader" className={styles.name}>
      <span
        aria-hidden
        className={styles.dot}
        data-tone={healthLooks[health].tone}
      />
      <span className={styles.lines}>
        <strong>
          {href ? <PageLink path={href}>{suffix}</PageLink> : suffix}
        </strong>
        <span className={styles.quiet}>{regionLabel(region)}</span>
        {showAccount && (
          <span className={styles.quiet}>
            {t('page.inAccount', { account })}
          </span>
        )}
      </span>
    </div>
  );
}

function Row(props: {
  row: EnvironmentRow;
  /** Position among all rows, from 0: only some of them are rendered. */
  index: number;
  /** Its entity's page, once that is known. */
  href?: string;
  showAccount: boolean;
  measure: Ref<HTMLDivElement>;
}) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { row, index, href, showAccount, measure } = props;
  const { account, region, suffix, health, blueprint, owner, version } = row;
  // Links and menus cost most: they follow when the browser is idle, so that scrolling stays smooth.
  const [isComplete, setComplete] = useState(false);
  useEffect(() => startTransition(() => setComplete(true)), []);
  const changedAt = row.updatedAt ?? row.createdAt;
  return (
    <div
      role="row"
      ref={measure}
      className={styles.row}
      data-index={index}
      data-health={health}
      // The header is the first row.
      aria-rowindex={index + 2}
    >
      <Name row={row} href={href} showAccount={showAccount} />
      <div role="cell" className={styles.state}>
        <State row={row} />
      </div>
      <div role="cell" data-label={t('page.blueprint')}>
        <span className={styles.lines}>
          {blueprint && blueprintTitle(blueprint)}
          {version && (
            <span className={styles.quiet}>
              {t('page.ofVersion', { version })}
            </span>
          )}
        </span>
      </div>
      <div role="cell" data-label={t('page.owner')}>
        {isComplete ? <Owner owner={owner} /> : owner && ownerTitle(owner)}
      </div>
      <div role="cell" data-label={t('page.changed')} className={styles.quiet}>
        <time dateTime={changedAt} title={formatFull(changedAt)}>
          {t('overview.ago', { age: formatAge(changedAt) })}
        </time>
      </div>
      <div role="cell" className={styles.menu}>
        {isComplete && (
          <EnvironmentMenu
            environment={{ account, region, suffix }}
            creationFailed={row.creationFailed}
          />
        )}
      </div>
    </div>
  );
}

/** One environment: a row, or a card on a narrow screen. */
export const EnvironmentListRow = memo(Row);
