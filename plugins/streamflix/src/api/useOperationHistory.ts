import type {
  EnvironmentRef,
  OperationHistory,
} from '@streamflix/backstage-plugin-streamflix-common';
import { isTransient } from './messageOf';
import { useCached } from './useCached';

/** Polling intervals in milliseconds. A reading makes several calls to AWS at the user's expense. */
const intervals = { inProgress: 10_000, idle: 60_000 };

const isChanging = (latest: OperationHistory | undefined) =>
  latest?.items.some(({ outcome }) => outcome === 'in-progress');

/** The latest successful reading of the operations on an environment, and the error of the latest attempt. */
export interface HistoryReading {
  history?: OperationHistory;
  error?: Error;
  isReading: boolean;
  retry(): void;
}

/** Polls the operations on an environment; its views share the data. */
export function useOperationHistory({
  account,
  region,
  suffix,
}: EnvironmentRef): HistoryReading {
  const { data, error, isValidating, mutate } = useCached(
    ['operations', account, region, suffix],
    api => api.getOperations({ account, region, suffix }),
    {
      refreshInterval: latest =>
        isChanging(latest) ? intervals.inProgress : intervals.idle,
      dedupingInterval: intervals.inProgress / 2,
      focusThrottleInterval: intervals.inProgress,
      shouldRetryOnError: isTransient,
    },
  );
  return {
    history: data,
    error,
    isReading: isValidating,
    retry: () => void mutate(),
  };
}
