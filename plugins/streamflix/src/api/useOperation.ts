import { ResponseError } from '@backstage/errors';
import { useSignal } from '@backstage/plugin-signals-react';
import {
  operationChannel,
  type EnvironmentRef,
  type Operation,
} from '@streamflix/backstage-plugin-streamflix-common';
import { useEffect, useState } from 'react';
import { isTransient } from './messageOf';
import { useCached } from './useCached';

/** Milliseconds after which the operation is read again; where signals are installed, one of new events usually comes first. */
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
      // What a signal has just read is not read again.
      dedupingInterval: interval - 100,
      // Each answer has another time: a comparison by value would be in vain.
      compare: Object.is,
      onErrorRetry: (failure, _key, _config, revalidate, { retryCount }) => {
        const isMissing =
          failure instanceof ResponseError && failure.response.status === 404;
        if (isTransient(failure) || (isMissing && retryCount <= attempts)) {
          setTimeout(() => revalidate({ retryCount }), pause);
        }
      },
    },
  );
  const [handled, setHandled] = useState(lastSignal);
  // A reading under way is not thrown away: its answer would come later and later while signals come fast.
  const isDue =
    lastSignal !== handled &&
    lastSignal?.id === id &&
    lastSignal.suffix === suffix &&
    !isValidating;
  useEffect(() => {
    if (!isDue) return;
    setHandled(lastSignal);
    void mutate();
  }, [isDue, lastSignal, mutate]);
  return {
    operation: data,
    error,
    isReading: isValidating,
    retry: () => void mutate(),
  };
}
