import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import {
  hasNeverStarted,
  type EnvironmentRef,
} from '@streamflix/backstage-plugin-streamflix-common';
import { useState } from 'react';
import { useCached } from '../api/useCached';
import { ReadingState } from '../components/ReadingState';
import { streamflixTranslationRef } from '../translation';
import styles from './ContainerLog.module.css';

function LastLines({ environment }: { environment: EnvironmentRef }) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { account, region, suffix } = environment;
  const { data, error, isValidating, mutate } = useCached(
    ['logs', account, region, suffix],
    api => api.getContainerLogs(environment),
  );
  if (error || !data) {
    return (
      <ReadingState
        what={t('logLines.what')}
        hasData={false}
        error={error}
        isReading={isValidating}
        retry={() => void mutate()}
      />
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

/** A button that reads and shows the last lines of the environment's failed containers; what never ran has none. */
export function ContainerLog(props: {
  environment: EnvironmentRef;
  /** Why their tasks stopped, as AWS reports it. */
  reasons: readonly string[];
}) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const [isShown, setShown] = useState(false);
  if (hasNeverStarted(props.reasons)) {
    return <p className={styles.none}>{t('logs.neverStarted')}</p>;
  }
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
      {isShown && <LastLines environment={props.environment} />}
    </div>
  );
}
