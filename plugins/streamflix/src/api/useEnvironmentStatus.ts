import { useApi } from '@backstage/core-plugin-api';
import type {
  EnvironmentRef,
  EnvironmentStatus,
} from '@streamflix/backstage-plugin-streamflix-common';
import { useCallback, useState } from 'react';
import { streamflixApiRef } from '.';
import { useChangeSignal } from './useChangeSignal';
import { useCached } from './useCached';
import { isInProgress, polling } from './polling';

/** Current status of an environment. With both a status and an error, the status is the last successful read. */
export interface StatusReading {
  status?: EnvironmentStatus;
  error?: Error;
  /** A reading that the user requested is in progress. */
  isRefreshing: boolean;
  refresh(): Promise<void>;
}

/** Polls the status of an environment. All views of one environment share the data. */
export function useEnvironmentStatus(ref: EnvironmentRef): StatusReading {
  const api = useApi(streamflixApiRef);
  const { account, region, suffix } = ref;
  const { data, error, mutate } = useCached(
    ['status', account, region, suffix],
    () => api.getStatus({ account, region, suffix }),
    polling<EnvironmentStatus>(isInProgress),
  );
  useChangeSignal(
    ['status', account, region, suffix],
    changed =>
      changed.account === account &&
      changed.region === region &&
      changed.suffix === suffix,
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
      // SWR does not keep the error of a mutation; a normal revalidation keeps it, and shows it.
      await mutate();
    } finally {
      setRefreshing(false);
    }
  }, [api, account, region, suffix, mutate]);
  return { status: data, error, isRefreshing, refresh };
}
