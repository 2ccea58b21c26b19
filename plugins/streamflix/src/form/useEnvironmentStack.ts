import { useApi } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import type { EnvironmentStack } from '@streamflix/backstage-plugin-streamflix-common';
import { useCached } from '../api/useCached';
import { readEnvironmentStack } from './readEnvironmentStack';

export interface StackReading {
  stack?: EnvironmentStack;
  error?: Error;
  isReading: boolean;
  retry(): void;
}

/** What an environment is made of. @param entityRef - of the catalog; nothing is read before one is chosen */
export function useEnvironmentStack(entityRef?: string): StackReading {
  const catalogApi = useApi(catalogApiRef);
  const { data, error, isValidating, mutate } = useCached(
    entityRef ? ['stack', entityRef] : null,
    async api =>
      entityRef
        ? readEnvironmentStack({ api, catalogApi }, entityRef)
        : undefined,
    // A form is not pulled from under the person who fills it in; each of its pages reads anew, once in a while.
    { revalidateOnFocus: false, dedupingInterval: 10_000 },
  );
  return {
    stack: error ? undefined : data,
    error,
    isReading: isValidating,
    retry: () => void mutate(),
  };
}
