import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import { messageOf } from '../api/messageOf';
import { useInstallation } from '../api/useInstallation';
import { ReadingError } from '../components/ReadingError';
import { streamflixTranslationRef } from '../translation';
import type { useSecretNames } from './useSecretNames';

/** What to enter, and why the list of names is missing or not complete. */
export function SecretNotes(props: {
  list: ReturnType<typeof useSecretNames>;
}) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { list } = props;
  const { installation } = useInstallation();
  return (
    <>
      <Alert
        status="info"
        icon
        title={t('form.secretsNote')}
        description={
          installation &&
          t('form.secretsAllowed', {
            patterns: installation.allowedSecrets.join(', '),
          })
        }
      />
      {list.error && (
        <ReadingError
          title={t('form.secretsFailed', { reason: messageOf(list.error, t) })}
          status="warning"
          isReading={list.isReading}
          retry={list.retry}
        />
      )}
      {list.isTruncated && (
        <Alert
          status="warning"
          icon
          title={t('form.secretsTruncated', {
            number: String(list.names?.length),
          })}
        />
      )}
    </>
  );
}
