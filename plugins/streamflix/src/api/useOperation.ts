import { ResponseError } from '@backstage/errors';
import { useSignal } from '@backstage/plugin-signals-react';
import {
  operationChannel,
  type EnvironmentRef,
  type Operation,
} from '@streamflix/backstage-plugin-streamflix-common';
import { useEffect } from 'react';
import { isPassing } from './messageOf';
import { useCached } from './useCached';

/** Polling interval in milliseconds; a signal that the operation has new events comes first where signals are installed. */
const interval = 2_000;

/** Milliseconds after which a failed reading is tried again. */
const pause = 3_000;

/** How often an operation is looked for that has no events: AWS may show the first ones late. */
const attempts = 10;

export interface OperationReading {
  operation?: Operation;
  error?: Error;
  isReading: boolean;
  retry(): void;
}

/** An operation on an environment, read again whenever it has new events. */
export function useOperation(
  { account, region, suffix }: EnvironmentRef,
  id: string,
): OperationReading {
  const { lastSignal } = useSignal<{ suffix: string; id: string }>(
    operationChannel,
  );
  const { data, error, isValidating, mutate } = useCached<Operation>(
    ['operation', account, region, suffix, id],
    api => api.getOperation({ account, region, suffix }, id),
    {
      refreshInterval: latest => (latest?.state === 'finished' ? 0 : interval),
      dedupingInterval: 100,
      // Each answer has another time: a comparison by value would be in vain.
      compare: Object.is,
      onErrorRetry: (failure, _key, _config, revalidate, { retryCount }) => {
        const isMissing =
          failure instanceof ResponseError && failure.response.status === 404;
        if (isPassing(failure) || (isMissing && retryCount <= attempts)) {
          setTimeout(() => revalidate({ retryCount }), pause);
        }
      },
    },
  );
  useEffect(() => {
    if (lastSignal?.id === id && lastSignal.suffix === suffix) void mutate();
  }, [lastSignal, id, suffix, mutate]);
  return {
    operation: data,
    error,
    isReading: isValidating,
    retry: () => void mutate(),
  };
}
