import { useApi } from '@backstage/core-plugin-api';
import type {
  EnvironmentEvent,
  EnvironmentRef,
} from '@streamflix/backstage-plugin-streamflix-common';
import useSWRInfinite from 'swr/infinite';
import { streamflixApiRef } from '../api';
import { polling } from './polling';

export interface EventsReading {
  /** Newest first. */
  events?: EnvironmentEvent[];
  error?: Error;
  hasOlder: boolean;
  isLoading: boolean;
  loadOlder(): void;
  retry(): void;
}

/** Follows the stack events of an environment. @param moves - whether new events are to be expected soon */
export function useEnvironmentEvents(
  ref: EnvironmentRef,
  moves: boolean,
): EventsReading {
  const api = useApi(streamflixApiRef);
  const { account, region, suffix } = ref;
  const { data, error, isValidating, size, setSize, mutate } = useSWRInfinite(
    (index, before: { nextCursor?: string } | null) => {
      if (index > 0 && !before?.nextCursor) return null;
      return [
        api,
        'events',
        account,
        region,
        suffix,
        before?.nextCursor,
      ] as const;
    },
    ([, , , , , cursor]) => api.getEvents({ account, region, suffix }, cursor),
    { ...polling(() => moves), revalidateFirstPage: true },
  );
  return {
    events: data?.flatMap(page => page.items),
    error: error as Error | undefined,
    hasOlder: Boolean(data?.[data.length - 1]?.nextCursor),
    isLoading: isValidating && (data?.length ?? 0) < size,
    loadOlder: () => void setSize(size + 1),
    retry: () => void mutate(),
  };
}
