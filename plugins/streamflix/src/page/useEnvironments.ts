import type { EnvironmentList } from '@streamflix/backstage-plugin-streamflix-common';
import { useCached } from '../api/useCached';
import { isInProgress, polling } from '../api/polling';

export interface EnvironmentsReading {
  list?: EnvironmentList;
  /** If there is a list too, it is the last successful read. */
  error?: Error;
  isReading: boolean;
  retry(): void;
}

/** Polls the list of all environments. */
export function useEnvironments(): EnvironmentsReading {
  const { data, error, isValidating, mutate } = useCached(
    ['environments'],
    api => api.listEnvironments(),
    polling<EnvironmentList>(list => list.items.some(isInProgress)),
  );
  return {
    list: data,
    error,
    isReading: isValidating,
    retry: () => void mutate(),
  };
}
