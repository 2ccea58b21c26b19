import { useCached } from '../api/useCached';

/** What the form needs to know of this installation; it changes only with the backend's configuration. */
export function useInstallation() {
  const { data, error, isValidating, mutate } = useCached(
    ['installation'],
    api => api.getInstallation(),
    { revalidateOnFocus: false, revalidateIfStale: false },
  );
  return {
    installation: data,
    error,
    isReading: isValidating,
    retry: () => void mutate(),
  };
}
