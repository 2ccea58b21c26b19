import type {
  EnvironmentRef,
  EnvironmentStack,
} from '@streamflix/backstage-plugin-streamflix-common';
import { isTransient } from './messageOf';
import { useCached } from './useCached';

/** Polling intervals in milliseconds. A reading makes several calls to AWS at the user's expense. */
const intervals = { inProgress: 10_000, idle: 60_000 };

/** The latest successful reading of an environment's stack, and the error of the latest attempt. */
export interface StackReading {
  stack?: EnvironmentStack;
  error?: Error;
  isReading: boolean;
  retry(): void;
}

/** Polls specification, resources and outputs of an environment; its views share the data. */
export function useEnvironmentStack({
  account,
  region,
  suffix,
}: EnvironmentRef): StackReading {
  const { data, error, isValidating, mutate } = useCached(
    ['stack', account, region, suffix],
    api => api.getStack({ account, region, suffix }),
    {
      refreshInterval: latest =>
        latest?.stackStatus.endsWith('_IN_PROGRESS')
          ? intervals.inProgress
          : intervals.idle,
      dedupingInterval: intervals.inProgress / 2,
      focusThrottleInterval: intervals.inProgress,
      shouldRetryOnError: isTransient,
    },
  );
  return {
    stack: data,
    error,
    isReading: isValidating,
    retry: () => void mutate(),
  };
}
