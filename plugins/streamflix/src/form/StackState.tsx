import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton } from '@backstage/ui';
import { messageOf } from '../api/messageOf';
import { ReadingError } from '../components/ReadingError';
import { streamflixTranslationRef } from '../translation';
import styles from './Form.module.css';
import type { StackReading } from './useEnvironmentStack';

/** Shown instead of an environment while it is being read, or when it could not be read. Renders nothing once it is available. */
export function StackState(props: {
  reading: StackReading;
  /** An environment whose specification cannot be read is unusable here. */
  needsSpec?: boolean;
}) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { reading, needsSpec = false } = props;
  const { stack, error, isReading, retry } = reading;
  const unread = needsSpec && stack && !stack.spec.ok ? stack.spec : undefined;
  if (!stack && !error) {
    return (
      <div
        role="status"
        aria-label={t('reading.loading', { what: t('running.title') })}
        className={styles.field}
      >
        <Skeleton width="60%" height={20} />
        <Skeleton width="100%" height={64} />
      </div>
    );
  }
  const reason = error ? messageOf(error, t) : unread?.reason;
  return reason === undefined ? null : (
    <ReadingError
      title={t('reading.failed', { what: t('running.title') })}
      description={reason}
      isReading={isReading}
      retry={retry}
    />
  );
}
