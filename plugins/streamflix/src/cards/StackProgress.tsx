import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  operationPath,
  type EnvironmentRef,
  type Progress,
} from '@streamflix/backstage-plugin-streamflix-common';
import { formatAge } from '../components/formatTime';
import { PageLink } from '../components/PageLink';
import { ProgressBar } from '../components/ProgressBar';
import { useProgressText } from '../components/useProgressText';
import { streamflixTranslationRef } from '../translation';
import styles from './StackProgress.module.css';

/** Progress of a stack operation. The state above it has the same information as text. */
export function StackProgress(props: {
  environment: EnvironmentRef;
  progress: Progress;
}) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { environment, progress } = props;
  const textOf = useProgressText();
  const { operation, operationId, done, total, current, startedAt } = progress;
  return (
    <div className={styles.progress}>
      <ProgressBar
        done={done}
        total={total}
        label={t(`operation.${operation}`)}
        text={textOf(progress)}
      />
      <p className={styles.current}>
        {t('overview.since', { age: formatAge(startedAt) })}
        {current.length > 0 &&
          ` · ${t('timeline.awaited')} ${current.join(', ')}`}
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
