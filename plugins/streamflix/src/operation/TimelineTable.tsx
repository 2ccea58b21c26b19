import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Operation } from '@streamflix/backstage-plugin-streamflix-common';
import { formatClock } from '../components/formatTime';
import { streamflixTranslationRef } from '../translation';
import styles from './TimelineTable.module.css';
import { useOperationTexts } from './useOperationTexts';

/** The content of the timeline as a table. */
export function TimelineTable({ operation }: { operation: Operation }) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { spanText, noteOf } = useOperationTexts();
  return (
    <table className={styles.table} aria-label={t('timeline.title')}>
      <thead>
        <tr>
          <th scope="col">{t('events.resource')}</th>
          <th scope="col">{t('resources.part')}</th>
          <th scope="col">{t('events.status')}</th>
          <th scope="col">{t('timeline.work')}</th>
          <th scope="col">{t('timeline.end')}</th>
        </tr>
      </thead>
      <tbody>
        {operation.resources.map(resource => {
          const { logicalId, type, area, state, spans, expectedEnd } = resource;
          return (
            <tr key={logicalId}>
              <th scope="row">
                {logicalId}
                <span className={styles.type}>{type}</span>
              </th>
              <td>{t(`timeline.areas.${area ?? 'other'}`)}</td>
              <td>
                {t(`timeline.states.${state}`)}
                {resource.isCritical && `, ${t('timeline.critical')}`}
              </td>
              <td>
                {spans.length > 0
                  ? spans.map(span => (
                      <div key={span.startedAt}>{spanText(span)}</div>
                    ))
                  : noteOf(resource, operation)}
              </td>
              <td>
                {expectedEnd &&
                  t('timeline.expected', { time: formatClock(expectedEnd) })}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
