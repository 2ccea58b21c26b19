import { useApi } from '@backstage/core-plugin-api';
import { useState } from 'react';
import useDebounce from 'react-use/esm/useDebounce';
import useSWR from 'swr';
import { streamflixApiRef, type PlaceRef } from '../api';

/**
 * Names of secrets to choose from.
 *
 * @param typed - what the person has typed so far; asked for when there are more names than one answer holds
 */
export function useSecretNames(place: PlaceRef | undefined, typed: string) {
  const api = useApi(streamflixApiRef);
  const [prefix, setPrefix] = useState('');
  useDebounce(() => setPrefix(typed), 300, [typed]);
  const ask = (wanted: string | undefined) =>
    place && wanted !== undefined
      ? ([api, 'secrets', place.account, place.region, wanted] as const)
      : null;
  const answer = ([, , account, region, wanted]: NonNullable<
    ReturnType<typeof ask>
  >) => api.listSecretNames({ account, region }, wanted);
  const options = { revalidateOnFocus: false };
  const all = useSWR(ask(''), answer, options);
  const some = useSWR(
    ask(all.data?.truncated && prefix ? prefix : undefined),
    answer,
    options,
  );
  const found = some.data ?? all.data;
  return {
    names: found?.names,
    /** Whether every name that begins with what was typed is among `names`. */
    isComplete: found !== undefined && !found.truncated,
    error: (some.error ?? all.error) as Error | undefined,
  };
}
