import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type { EnvironmentLogs } from '@streamflix/backstage-plugin-streamflix-common';
import { formatClock, formatFull } from '../components/formatTime';
import { streamflixTranslationRef } from '../translation';
import styles from './LogsTab.module.css';

/** The lines that contain a text, newest first: so those that arrive while the user follows are always at the top. */
export function LogLines(props: { log: EnvironmentLogs; text: string }) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { log, text } = props;
  const wanted = text.trim().toLowerCase();
  const lines = log.lines
    .filter(line =>
      `${line.text} ${line.stream}`.toLowerCase().includes(wanted),
    )
    .reverse();
  if (lines.length === 0) {
    return (
      <Text as="p">
        {wanted
          ? t('logLines.noMatch')
          : t('logLines.none', { since: formatFull(log.since) })}
      </Text>
    );
  }
  return (
    <ol className={styles.lines} aria-label={t('logLines.lines')}>
      {lines.map(({ at, stream, text: line }, index) => (
        // Lines have no id; from the end, the same index is the same line until new ones arrive.
        <li key={`${at} ${lines.length - index}`} className={styles.line}>
          <time
            className={styles.time}
            dateTime={at}
            title={`${formatFull(at)} · ${stream}`}
          >
            {formatClock(at)}
          </time>
          <code className={styles.text}>{line}</code>
        </li>
      ))}
    </ol>
  );
}
