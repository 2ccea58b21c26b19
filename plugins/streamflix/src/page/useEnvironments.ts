import { useApi } from '@backstage/core-plugin-api';
import type { EnvironmentList } from '@streamflix/backstage-plugin-streamflix-common';
import useSWR from 'swr';
import { streamflixApiRef } from '../api';
import { isMoving, polling } from '../status/polling';

export interface EnvironmentsReading {
  list?: EnvironmentList;
  /** With a list, the list is the last that could be read. */
  error?: Error;
  isReading: boolean;
  retry(): void;
}

/** Follows the list of all environments. */
export function useEnvironments(): EnvironmentsReading {
  const api = useApi(streamflixApiRef);
  const { data, error, isValidating, mutate } = useSWR(
    [api, 'environments'] as const,
    () => api.listEnvironments(),
    polling<EnvironmentList>(list => list.items.some(isMoving)),
  );
  return {
    list: data,
    error,
    isReading: isValidating,
    retry: () => void mutate(),
  };
}
