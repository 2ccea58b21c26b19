import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  operationPath,
  type EnvironmentRef,
  type Progress,
} from '@streamflix/backstage-plugin-streamflix-common';
import { PageLink } from '../components/PageLink';
import { streamflixTranslationRef } from '../translation';
import { formatAge } from '../components/formatTime';
import styles from './StackProgress.module.css';

/** Progress of a stack operation; BUI has no progress bar. The state above it has the same information as text. */
export function StackProgress(props: {
  environment: EnvironmentRef;
  progress: Progress;
}) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { environment, progress } = props;
  const { operation, operationId, done, total, current, startedAt } = progress;
  const counted = total > 0;
  const text = counted
    ? t('overview.progress', {
        operation: t(`operation.${operation}`),
        done: String(done),
        total: String(total),
      })
    : t(`operation.${operation}`);
  return (
    <div className={styles.progress}>
      <div
        className={styles.bar}
        role="progressbar"
        aria-label={t(`operation.${operation}`)}
        aria-valuetext={text}
        {...(counted && {
          'aria-valuemin': 0,
          'aria-valuemax': total,
          'aria-valuenow': done,
        })}
      >
        <div
          className={`${styles.done} ${counted ? '' : styles.uncounted}`}
          style={counted ? { width: `${(100 * done) / total}%` } : undefined}
        />
      </div>
      <p className={styles.current}>
        {t('overview.since', { age: formatAge(startedAt) })}
        {current.length > 0 && ` · ${current.join(', ')}`}
        {operationId && (
          <>
            {' · '}
            <PageLink path={operationPath(environment, operationId)}>
              {t('timeline.link')}
            </PageLink>
          </>
        )}
      </p>
    </div>
  );
}
