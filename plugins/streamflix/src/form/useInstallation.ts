import { useApi } from '@backstage/core-plugin-api';
import useSWR from 'swr';
import { streamflixApiRef } from '../api';

/** What the form needs to know of this installation; it changes only with the backend's configuration. */
export function useInstallation() {
  const api = useApi(streamflixApiRef);
  const { data, error, isValidating, mutate } = useSWR(
    [api, 'installation'] as const,
    () => api.getInstallation(),
    { revalidateOnFocus: false, revalidateIfStale: false },
  );
  return {
    installation: data,
    error: error as Error | undefined,
    isReading: isValidating,
    retry: () => void mutate(),
  };
}
