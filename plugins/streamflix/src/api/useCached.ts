import { useApi } from '@backstage/core-plugin-api';
import useSWR, { type SWRConfiguration, type SWRResponse } from 'swr';
import { streamflixApiRef, type StreamflixApi } from './StreamflixApi';

const numbers = new WeakMap<StreamflixApi, number>();
let last = 0;

/** SWR tells objects apart by what they hold, and clients hold nothing it sees: two of them would share their answers. */
export function numberOf(api: StreamflixApi): number {
  const known = numbers.get(api);
  if (known) return known;
  numbers.set(api, ++last);
  return last;
}

/**
 * What the backend answers, asked once for all who ask the same and kept until it is old.
 *
 * @param question - tells this question from all others; null asks nothing yet
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
