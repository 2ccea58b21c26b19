import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import type { EnvironmentStack } from '@streamflix/backstage-plugin-streamflix-common';
import { readEnvironmentStack } from '../api/readEnvironmentStack';
import { useCached } from '../api/useCached';
import { streamflixTranslationRef } from '../translation';

export interface StackReading {
  stack?: EnvironmentStack;
  error?: Error;
  isReading: boolean;
  retry(): void;
}

/** The resources of an environment. @param entityRef - of the catalog; nothing is read before one is chosen */
export function useEnvironmentStack(entityRef?: string): StackReading {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const catalogApi = useApi(catalogApiRef);
  const { data, error, isValidating, mutate } = useCached(
    entityRef ? ['stack', entityRef] : null,
    async api =>
      entityRef
        ? readEnvironmentStack({ api, catalogApi }, entityRef, t)
        : undefined,
    // Focus does not reload a form that is being filled in; each of its pages reads again, at most every 10 s.
    { revalidateOnFocus: false, dedupingInterval: 10_000 },
  );
  return {
    stack: error ? undefined : data,
    error,
    isReading: isValidating,
    retry: () => void mutate(),
  };
}
