import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, Skeleton } from '@backstage/ui';
import { messageOf } from '../api/messageOf';
import { streamflixTranslationRef } from '../translation';
import styles from './Form.module.css';
import type { StackReading } from './useEnvironmentStack';

/** What there is to say instead of an environment: that it is being read, or why it could not be. Nothing once it is there. */
export function StackState(props: {
  reading: StackReading;
  /** An environment whose specification cannot be read is of no use here. */
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
  const reason = error ? messageOf(error) : unread?.reason;
  return reason === undefined ? null : (
    <Alert
      role="alert"
      status="danger"
      icon
      title={t('reading.failed', { what: t('running.title') })}
      description={reason}
      customActions={
        <Button
          size="small"
          variant="secondary"
          isPending={isReading}
          onPress={retry}
        >
          {t('reading.retry')}
        </Button>
      }
    />
  );
}
