import { useApi } from '@backstage/core-plugin-api';
import type {
  EnvironmentRef,
  EnvironmentStatus,
} from '@streamflix/backstage-plugin-streamflix-common';
import { useCallback, useState } from 'react';
import { streamflixApiRef } from '../api';
import { useCached } from '../api/useCached';
import { isInProgress, polling } from './polling';

/** What is known of an environment now. With both a status and an error, the status is the last that could be read. */
export interface StatusReading {
  status?: EnvironmentStatus;
  error?: Error;
  /** Somebody asked for a reading and it is under way. */
  isRefreshing: boolean;
  refresh(): Promise<void>;
}

/** Follows an environment. All views of one environment share what is read. */
export function useEnvironmentStatus(ref: EnvironmentRef): StatusReading {
  const api = useApi(streamflixApiRef);
  const { account, region, suffix } = ref;
  const { data, error, mutate } = useCached(
    ['status', account, region, suffix],
    () => api.getStatus({ account, region, suffix }),
    polling<EnvironmentStatus>(isInProgress),
  );
  const [isRefreshing, setRefreshing] = useState(false);
  const refresh = useCallback(async () => {
    setRefreshing(true);
    try {
      await mutate(
        api.getStatus({ account, region, suffix }, { refresh: true }),
        { revalidate: false },
      );
    } catch {
      // A mutation's failure is not kept by SWR; an ordinary reading keeps it, and shows it.
      await mutate();
    } finally {
      setRefreshing(false);
    }
  }, [api, account, region, suffix, mutate]);
  return { status: data, error, isRefreshing, refresh };
}
