import type {
  EnvironmentStatus,
  EnvironmentSummary,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { SWRConfiguration } from 'swr';
import { isPassing } from '../api/messageOf';

/** Milliseconds between two readings of what is changing now. */
const whileMoving = 3_000;
/** Milliseconds between two readings of what rests. Somebody else may change it, so it is not left alone for ever. */
const atRest = 60_000;

export const isInProgress = (
  status: Pick<EnvironmentStatus, 'health' | 'progress'> | EnvironmentSummary,
): boolean =>
  status.health === 'deploying' ||
  ('progress' in status && status.progress !== undefined);

/**
 * How everything that is read is kept fresh: fast while it moves, slowly at rest, at once when the window is looked at again,
 * never while it is hidden. Views that show the same thing share one request.
 */
export function polling<T>(
  moves: (latest: T) => boolean,
): Pick<
  SWRConfiguration<T, Error>,
  | 'refreshInterval'
  | 'dedupingInterval'
  | 'focusThrottleInterval'
  | 'shouldRetryOnError'
> {
  return {
    refreshInterval: latest => (latest && moves(latest) ? whileMoving : atRest),
    // Each view has its own timer; those that tick within this time share one request.
    dedupingInterval: whileMoving - 500,
    focusThrottleInterval: whileMoving,
    shouldRetryOnError: isPassing,
  };
}
