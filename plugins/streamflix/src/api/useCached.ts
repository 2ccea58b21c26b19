import { useApi } from '@backstage/core-plugin-api';
import useSWR, { type SWRConfiguration, type SWRResponse } from 'swr';
import { streamflixApiRef, type StreamflixApi } from './StreamflixApi';

const numbers = new WeakMap<StreamflixApi, number>();
let last = 0;

/** SWR compares objects by value, and clients have no values it sees: without a number, two would share their responses. */
export function numberOf(api: StreamflixApi): number {
  const known = numbers.get(api);
  if (known) return known;
  numbers.set(api, ++last);
  return last;
}

/**
 * A response of the backend, requested once for all callers of the same question and cached until it is stale.
 *
 * @param question - unique key of the request; null sends none yet
 */
export function useCached<T>(
  question: readonly (string | undefined)[] | null,
  ask: (api: StreamflixApi) => Promise<T>,
  options: SWRConfiguration<T, Error> = {},
): SWRResponse<T, Error> {
  const api = useApi(streamflixApiRef);
  return useSWR<T, Error>(
    question && [numberOf(api), ...question],
    () => ask(api),
    options,
  );
}
