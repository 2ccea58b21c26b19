import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Skeleton } from '@backstage/ui';
import { isForbidden, messageOf } from '../api/messageOf';
import { ReadingError } from './ReadingError';
import { streamflixTranslationRef } from '../translation';

/**
 * What a reading shows above or in place of its data: a skeleton at first, an error, that the user may not see it, or a warning
 * that the data is old.
 *
 * @param props.what - subject of the messages, at the beginning of a sentence
 */
export function ReadingState(props: {
  what: string;
  hasData: boolean;
  error?: Error;
  isReading: boolean;
  retry(): void;
}) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { what, hasData, error, isReading, retry } = props;
  if (isForbidden(error)) {
    return (
      <Alert
        role="alert"
        status="info"
        icon
        title={t('reading.forbidden')}
        description={messageOf(error, t)}
      />
    );
  }
  if (error) {
    return (
      <ReadingError
        title={
          hasData
            ? t('reading.stale', { reason: messageOf(error, t) })
            : t('reading.failed', { what })
        }
        description={hasData ? undefined : messageOf(error, t)}
        status={hasData ? 'warning' : 'danger'}
        isReading={isReading}
        retry={retry}
      />
    );
  }
  return hasData ? null : (
    <div role="status" aria-label={t('reading.loading', { what })}>
      <Skeleton width="100%" height={240} />
    </div>
  );
}
