import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RiCloseCircleLine, RiLoopRightLine } from '@remixicon/react';
import type { EnvironmentResource } from '@streamflix/backstage-plugin-streamflix-common';
import { ExternalLink } from '../cards/ExternalLink';
import { CopyButton } from '../components/CopyButton';
import { StateBadge } from '../components/StateBadge';
import { streamflixTranslationRef } from '../translation';
import { stateOf } from './resourceRows';
import styles from './ResourcesTab.module.css';

const looks = {
  failed: { Icon: RiCloseCircleLine, tone: 'negative' },
  inProgress: { Icon: RiLoopRightLine, tone: 'announcement' },
} as const;

/** The status in AWS's words; what is complete is quiet. */
function Status(resource: EnvironmentResource) {
  const state = stateOf(resource);
  const { status, reason } = resource;
  return (
    <>
      {state === 'complete' ? (
        <span className={styles.quiet}>{status}</span>
      ) : (
        <StateBadge {...looks[state]} label={status} />
      )}
      {reason && <p className={styles.reason}>{reason}</p>}
    </>
  );
}

function ResourceRow(props: {
  resource: EnvironmentResource;
  hasConsole: boolean;
}) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { resource, hasConsole } = props;
  const { logicalId, physicalId, type, area, consoleUrl } = resource;
  return (
    <tr>
      <th scope="row">
        {logicalId}
        <span className={styles.type}>{type}</span>
      </th>
      <td data-label={t('resources.part')}>{area ?? t('destruction.other')}</td>
      <td data-label={t('resources.physicalId')}>
        {physicalId && (
          <span className={styles.identifier}>
            <code>{physicalId}</code>
            <CopyButton text={physicalId} name={logicalId} />
          </span>
        )}
      </td>
      <td data-label={t('events.status')}>
        <Status {...resource} />
      </td>
      {hasConsole && (
        <td>
          {consoleUrl && (
            <ExternalLink
              address={consoleUrl}
              localAws={false}
              text={t('resources.console')}
              label={t('resources.openConsole', { logicalId })}
            />
          )}
        </td>
      )}
    </tr>
  );
}

/** One row for each resource; on a narrow screen one card. */
export function ResourcesTable(props: {
  resources: readonly EnvironmentResource[];
}) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { resources } = props;
  // Local AWS has no console.
  const hasConsole = resources.some(({ consoleUrl }) => consoleUrl);
  return (
    <table className={styles.table} aria-label={t('resources.what')}>
      <thead>
        <tr>
          <th scope="col" className={styles.name}>
            {t('events.resource')}
          </th>
          <th scope="col" className={styles.area}>
            {t('resources.part')}
          </th>
          <th scope="col">{t('resources.physicalId')}</th>
          <th scope="col" className={styles.status}>
            {t('events.status')}
          </th>
          {hasConsole && (
            <th scope="col" className={styles.console}>
              {t('resources.console')}
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {resources.map(resource => (
          <ResourceRow
            key={resource.logicalId}
            resource={resource}
            hasConsole={hasConsole}
          />
        ))}
      </tbody>
    </table>
  );
}
