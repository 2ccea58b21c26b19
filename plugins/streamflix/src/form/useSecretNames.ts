import { useState } from 'react';
import useDebounce from 'react-use/esm/useDebounce';
import type { PlaceRef } from '../api';
import { useCached } from '../api/useCached';

const useNames = (place: PlaceRef | undefined, prefix: string | undefined) =>
  useCached(
    place && prefix !== undefined
      ? ['secrets', place.account, place.region, prefix]
      : null,
    async api => place && api.listSecretNames(place, prefix),
    { revalidateOnFocus: false },
  );

/**
 * Names of secrets to choose from.
 *
 * @param typed - what the person has typed so far; asked for when there are more names than one answer holds
 */
export function useSecretNames(place: PlaceRef | undefined, typed: string) {
  const [prefix, setPrefix] = useState('');
  useDebounce(() => setPrefix(typed), 300, [typed]);
  const all = useNames(place, '');
  const some = useNames(
    place,
    all.data?.truncated && prefix ? prefix : undefined,
  );
  const found = some.data ?? all.data;
  return {
    names: found?.names,
    /** Whether every name that begins with what was typed is among `names`. */
    isComplete: found !== undefined && !found.truncated,
    error: some.error ?? all.error,
  };
}
