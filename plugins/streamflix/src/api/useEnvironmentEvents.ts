import { useApi } from '@backstage/core-plugin-api';
import type {
  EnvironmentEvent,
  EnvironmentEvents,
  EnvironmentRef,
} from '@streamflix/backstage-plugin-streamflix-common';
import useSWRInfinite from 'swr/infinite';
import { streamflixApiRef } from '.';
import { numberOf } from './useCached';
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

/** Polls the stack events of an environment. @param isInProgress - whether an operation is in progress */
export function useEnvironmentEvents(
  ref: EnvironmentRef,
  isInProgress: boolean,
): EventsReading {
  const api = useApi(streamflixApiRef);
  const { account, region, suffix } = ref;
  const { data, error, isValidating, size, setSize, mutate } = useSWRInfinite<
    EnvironmentEvents,
    Error
  >(
    (index, before: EnvironmentEvents | null) => {
      const cursor = before?.nextCursor ?? '';
      return index === 0 || cursor
        ? [numberOf(api), 'events', account, region, suffix, cursor]
        : null;
    },
    (key: (string | number)[]) =>
      api.getEvents(
        { account, region, suffix },
        String(key[key.length - 1]) || undefined,
      ),
    {
      ...polling<EnvironmentEvents[]>(() => isInProgress),
      revalidateFirstPage: true,
    },
  );
  return {
    events: data?.flatMap(page => page.items),
    error,
    hasOlder: Boolean(data?.[data.length - 1]?.nextCursor),
    isLoading: isValidating && (data?.length ?? 0) < size,
    loadOlder: () => void setSize(size + 1),
    retry: () => void mutate(),
  };
}
