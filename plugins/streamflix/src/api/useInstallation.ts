import { useCached } from './useCached';

/** The configuration of this installation, and what the user may create here. */
export function useInstallation() {
  const { data, error, isValidating, mutate } = useCached(
    ['installation'],
    api => api.getInstallation(),
    { revalidateOnFocus: false, dedupingInterval: 60_000 },
  );
  return {
    installation: data,
    error,
    isReading: isValidating,
    retry: () => void mutate(),
  };
}
