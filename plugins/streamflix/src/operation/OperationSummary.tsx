import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Operation } from '@streamflix/backstage-plugin-streamflix-common';
import { useEffect, useState } from 'react';
import {
  formatSeconds,
  formatHour,
  formatRoughly,
} from '../components/formatTime';
import { streamflixTranslationRef } from '../translation';
import styles from './OperationContent.module.css';
import { useOperationTexts } from './useOperationTexts';

/** The backend's clock, every second. */
function useNow({ now }: Operation): number {
  const [clock, setClock] = useState(() => Date.now());
  // The difference to the browser's clock, at the time of the last answer.
  const [difference, setDifference] = useState(
    () => Date.parse(now) - Date.now(),
  );
  useEffect(() => {
    setDifference(Date.parse(now) - Date.now());
    setClock(Date.now());
  }, [now]);
  useEffect(() => {
    const timer = setInterval(() => setClock(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return clock + difference;
}

/** Whether what is awaited takes half as long again as it ever did: then its end cannot be predicted. */
function isLaterThanUsual({ awaited, resources }: Operation, now: number) {
  const span = resources
    .find(({ logicalId }) => logicalId === awaited?.logicalId)
    ?.spans.at(-1);
  if (!span || !awaited?.usualSeconds) return false;
  const [, longest] = awaited.usualSeconds;
  return now - Date.parse(span.startedAt) > 1.5 * longest * 1000;
}

/** Of an operation in progress, in one line: n of m, elapsed and remaining time, and what is awaited. */
export function OperationSummary({ operation }: { operation: Operation }) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { usually } = useOperationTexts();
  const { done, total, startedAt, expectedEnd, awaited, state } = operation;
  const now = useNow(operation);
  const elapsed = Math.max(0, now - Date.parse(startedAt));
  const end = expectedEnd && Math.max(now, Date.parse(expectedEnd));
  const remaining = end ? (end - now) / 1000 : undefined;
  const counts = t(
    state === 'turning-back' ? 'timeline.undone' : 'timeline.count',
    { done: String(done), count: total },
  );
  const duration = formatSeconds(elapsed / 1000);
  const isLate = isLaterThanUsual(operation, now);
  const share = end ? elapsed / Math.max(1, end - Date.parse(startedAt)) : 1;
  const timeText =
    isLate || remaining === undefined || !end
      ? t(isLate ? 'timeline.late' : 'timeline.elapsed', { duration })
      : t('timeline.remaining', {
          duration,
          remaining: formatRoughly(remaining),
          time: formatHour(end),
        });
  return (
    <section className={styles.card} aria-label={t('timeline.progress')}>
      <p className={styles.line}>
        <strong>{counts}</strong>
        <span className={styles.quiet}>{timeText}</span>
        {awaited && (
          <span className={`${styles.awaited} ${styles.quiet}`}>
            {t('timeline.awaited')} <strong>{awaited.logicalId}</strong>
            {awaited.usualSeconds && `, ${usually(awaited.usualSeconds)}`}
          </span>
        )}
      </p>
      <div
        className={styles.progress}
        role="progressbar"
        aria-label={t('timeline.progress')}
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={done}
        aria-valuetext={counts}
      >
        <div
          className={styles.elapsed}
          style={{ transform: `translateX(${100 * (share - 1)}%)` }}
        />
      </div>
    </section>
  );
}
