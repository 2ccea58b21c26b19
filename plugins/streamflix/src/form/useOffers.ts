import type { AwsTarget } from '../api';
import { useCached } from '../api/useCached';

/** What AWS offers the account in the region, to select from. Where it cannot be read, values are typed as before. */
export function useOffers(target: AwsTarget | undefined) {
  const { data } = useCached(
    target ? ['offers', target.account, target.region] : null,
    async api => target && api.getOffers(target),
    { revalidateOnFocus: false, dedupingInterval: 60_000 },
  );
  return data;
}
