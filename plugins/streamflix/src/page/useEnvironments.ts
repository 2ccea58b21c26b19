import type { EnvironmentList } from '@streamflix/backstage-plugin-streamflix-common';
import { useState } from 'react';
import { useChangeSignal } from '../api/useChangeSignal';
import { useCached } from '../api/useCached';
import { isInProgress, polling } from '../api/polling';

export interface EnvironmentsReading {
  list?: EnvironmentList;
  /** If there is a list too, it is the last successful read. */
  error?: Error;
  isReading: boolean;
  retry(): void;
  /** A reading that the user requested is in progress; polling is not shown. */
  isRefreshing: boolean;
  refresh(): Promise<void>;
}

/** Polls the list of all environments. */
export function useEnvironments(): EnvironmentsReading {
  const { data, error, isValidating, mutate } = useCached(
    ['environments'],
    api => api.listEnvironments(),
    polling<EnvironmentList>(list => list.items.some(isInProgress)),
  );
  useChangeSignal(['environments'], () => true);
  const [isRefreshing, setRefreshing] = useState(false);
  const refresh = async () => {
    setRefreshing(true);
    // SWR keeps the error, which the page shows.
    await mutate().catch(() => {});
    setRefreshing(false);
  };
  return {
    isRefreshing,
    refresh,
    list: data,
    error,
    isReading: isValidating,
    retry: () => void mutate(),
  };
}
