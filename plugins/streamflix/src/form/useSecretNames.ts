import type { AwsTarget } from '../api';
import { useCached } from '../api/useCached';

/** Names of the secrets to select from, read once per account and region. User input is compared with them in the browser. */
export function useSecretNames(target: AwsTarget | undefined) {
  const { data, error, isValidating, mutate } = useCached(
    target ? ['secrets', target.account, target.region] : null,
    async api => target && api.listSecretNames(target),
    { revalidateOnFocus: false, dedupingInterval: 10_000 },
  );
  return {
    names: data?.names,
    isTruncated: data?.truncated ?? false,
    error,
    isReading: isValidating,
    retry: () => void mutate(),
  };
}
