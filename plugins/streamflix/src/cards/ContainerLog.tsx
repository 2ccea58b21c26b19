import { ResponseError } from '@backstage/errors';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, Skeleton } from '@backstage/ui';
import type { EnvironmentRef } from '@streamflix/backstage-plugin-streamflix-common';
import { useState } from 'react';
import { messageOf } from '../api/messageOf';
import { useCached } from '../api/useCached';
import { streamflixTranslationRef } from '../translation';
import styles from './ContainerLog.module.css';

function LastLines({ environment }: { environment: EnvironmentRef }) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { account, region, suffix } = environment;
  const { data, error, isValidating, mutate } = useCached(
    ['logs', account, region, suffix],
    api => api.getContainerLogs(environment),
  );
  if (error) {
    const isForbidden =
      error instanceof ResponseError && error.response.status === 403;
    return (
      <Alert
        role="alert"
        status={isForbidden ? 'warning' : 'danger'}
        icon
        title={t(isForbidden ? 'logs.forbidden' : 'logs.failed')}
        description={messageOf(error, t)}
        customActions={
          isForbidden ? undefined : (
            <Button
              size="small"
              variant="secondary"
              isPending={isValidating}
              onPress={() => void mutate()}
            >
              {t('reading.retry')}
            </Button>
          )
        }
      />
    );
  }
  if (!data) {
    return (
      <div
        role="status"
        aria-label={t('reading.loading', { what: t('logs.title') })}
      >
        <Skeleton width="100%" height={64} />
      </div>
    );
  }
  if (data.containers.length === 0) return <p>{t('logs.none')}</p>;
  return (
    <>
      {data.containers.map(({ container, lines }) => (
        <figure key={container} className={styles.log}>
          <figcaption>{t('logs.of', { container })}</figcaption>
          {/* Long lines scroll, also by keyboard. */}
          {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
          <pre className={styles.lines} tabIndex={0}>
            {lines.join('\n')}
          </pre>
        </figure>
      ))}
    </>
  );
}

/** A button that reads and shows the last lines of the environment's failed containers. */
export function ContainerLog(props: { environment: EnvironmentRef }) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const [isShown, setShown] = useState(false);
  return (
    <div className={styles.section}>
      <Button
        size="small"
        variant="secondary"
        aria-expanded={isShown}
        onPress={() => setShown(!isShown)}
      >
        {t(isShown ? 'logs.hide' : 'logs.show')}
      </Button>
      {isShown && <LastLines {...props} />}
    </div>
  );
}
