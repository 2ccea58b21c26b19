import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Alert,
  SearchField,
  Switch,
  Text,
  ToggleButton,
  ToggleButtonGroup,
} from '@backstage/ui';
import {
  logSources,
  type EnvironmentRef,
  type LogSource,
} from '@streamflix/backstage-plugin-streamflix-common';
import { useState } from 'react';
import { useEnvironmentLog } from '../api/useEnvironmentLog';
import { useEnvironmentStatus } from '../api/useEnvironmentStatus';
import { formatClock } from '../components/formatTime';
import { ReadingState } from '../components/ReadingState';
import { streamflixTranslationRef } from '../translation';
import { LogLines } from './LogLines';
import styles from './LogsTab.module.css';

/** One log, as far as it has been read. */
function Log(props: {
  environment: EnvironmentRef;
  source: LogSource;
  isFollowed: boolean;
  text: string;
}) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { environment, source, isFollowed, text } = props;
  const { log, ...reading } = useEnvironmentLog(
    environment,
    source,
    isFollowed,
  );
  return (
    <>
      <ReadingState
        what={t('logLines.what')}
        hasData={log !== undefined}
        {...reading}
      />
      {log?.isPartial && (
        <Alert status="warning" icon title={t('logLines.partial')} />
      )}
      {log && (
        <>
          <Text as="p" variant="body-small" color="secondary">
            {t('logLines.readAt', {
              time: formatClock(log.readAt),
              count: log.lines.length,
            })}
          </Text>
          <LogLines log={log} text={text} />
        </>
      )}
    </>
  );
}

/** The last lines that service, worker and API of an environment wrote. */
export function LogsTab({ environment }: { environment: EnvironmentRef }) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { status, error, isRefreshing, refresh } =
    useEnvironmentStatus(environment);
  const parts = status?.parts?.map(({ id }) => id);
  const present = parts
    ? logSources.filter(source => parts.includes(source))
    : logSources;
  const [selected, select] = useState<LogSource>();
  const [isFollowed, setFollowed] = useState(true);
  const [text, setText] = useState('');
  const source = selected ?? present[0];
  return (
    <div className={styles.page}>
      <div className={styles.toolbar}>
        <ToggleButtonGroup
          aria-label={t('logLines.source')}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={source ? [source] : []}
          onSelectionChange={keys =>
            select(logSources.find(each => keys.has(each)))
          }
        >
          {present.map(each => (
            <ToggleButton key={each} id={each}>
              {t(`map.parts.${each}`)}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
        <SearchField
          className={styles.search}
          aria-label={t('logLines.search')}
          placeholder={t('logLines.search')}
          value={text}
          onChange={setText}
        />
        <Switch
          label={t('logLines.follow')}
          isSelected={isFollowed}
          onChange={setFollowed}
        />
      </div>
      <Text as="p" variant="body-small" color="secondary">
        {t('logLines.note')}
      </Text>
      {status && source && (
        <Log
          key={source}
          environment={environment}
          source={source}
          isFollowed={isFollowed}
          text={text}
        />
      )}
      {!status && (
        <ReadingState
          what={t('logLines.what')}
          hasData={false}
          error={error}
          isReading={isRefreshing}
          retry={() => void refresh()}
        />
      )}
      {status && !source && <Text as="p">{t('logLines.noSource')}</Text>}
    </div>
  );
}
