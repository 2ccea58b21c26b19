import type { Operation } from '@streamflix/backstage-plugin-streamflix-common';
import { describeDuration } from './describeDuration';

const width = 20;

/** An operation in one line: a bar, n of m, what is awaited, and when it is expected to end. */
export function describeProgress(
  operation: Pick<
    Operation,
    'done' | 'total' | 'awaited' | 'expectedEnd' | 'now' | 'state'
  >,
): string {
  const { done, total, awaited, expectedEnd, now, state } = operation;
  const full = total > 0 ? Math.round((done / total) * width) : 0;
  return [
    `${'█'.repeat(full)}${'░'.repeat(width - full)} ${done}/${total}`,
    ...(state === 'turning-back' ? ['rolling back'] : []),
    ...(awaited ? [`waits for ${awaited.logicalId}`] : []),
    ...(expectedEnd
      ? [
          `about ${describeDuration(
            (Date.parse(expectedEnd) - Date.parse(now)) / 1000,
          )} left`,
        ]
      : []),
  ].join(' · ');
}
