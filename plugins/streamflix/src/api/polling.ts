import type {
  EnvironmentStatus,
  EnvironmentSummary,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { SWRConfiguration } from 'swr';
import { isTransient } from './messageOf';

/** Polling interval in milliseconds during an operation. */
const intervalInProgress = 3_000;
/** Polling interval in milliseconds of a stable environment, which other users may change. */
const intervalWhenIdle = 60_000;

export const isInProgress = (
  status: Pick<EnvironmentStatus, 'health' | 'progress'> | EnvironmentSummary,
): boolean =>
  status.health === 'deploying' ||
  ('progress' in status && status.progress !== undefined);

/**
 * Polling of all data: fast during an operation, slowly otherwise, immediately on window focus, never while the window is hidden.
 * Views of the same data share one request.
 */
export function polling<T>(
  isChanging: (latest: T) => boolean,
): Pick<
  SWRConfiguration<T, Error>,
  | 'refreshInterval'
  | 'dedupingInterval'
  | 'focusThrottleInterval'
  | 'shouldRetryOnError'
> {
  return {
    refreshInterval: latest =>
      latest && isChanging(latest) ? intervalInProgress : intervalWhenIdle,
    // Each view has its own timer; those that fire within this time share one request.
    dedupingInterval: intervalInProgress - 500,
    focusThrottleInterval: intervalInProgress,
    shouldRetryOnError: isTransient,
  };
}
