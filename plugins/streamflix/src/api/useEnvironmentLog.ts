import type {
  EnvironmentLogs,
  EnvironmentRef,
  LogSource,
} from '@streamflix/backstage-plugin-streamflix-common';
import { isTransient } from './messageOf';
import { useCached } from './useCached';

/** Polling interval in milliseconds while the user follows a log. */
const followInterval = 5_000;

/** The latest successful reading of a log, and the error of the latest attempt. */
export interface LogReading {
  log?: EnvironmentLogs;
  error?: Error;
  isReading: boolean;
  retry(): void;
}

/** The last lines of a log. @param isFollowed - whether to read it again and again */
export function useEnvironmentLog(
  { account, region, suffix }: EnvironmentRef,
  source: LogSource,
  isFollowed: boolean,
): LogReading {
  const { data, error, isValidating, mutate } = useCached(
    ['log', account, region, suffix, source],
    api => api.getLog({ account, region, suffix }, source),
    {
      refreshInterval: isFollowed ? followInterval : 0,
      revalidateOnFocus: isFollowed,
      dedupingInterval: followInterval / 2,
      shouldRetryOnError: isTransient,
    },
  );
  return {
    log: data,
    error,
    isReading: isValidating,
    retry: () => void mutate(),
  };
}
