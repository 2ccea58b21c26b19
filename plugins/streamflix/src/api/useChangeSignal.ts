import { useApi, useApiHolder } from '@backstage/core-plugin-api';
import { signalApiRef } from '@backstage/plugin-signals-react';
import {
  environmentsChannel,
  type EnvironmentRef,
  type EnvironmentsSignal,
} from '@streamflix/backstage-plugin-streamflix-common';
import { useSWRConfig } from 'swr';
import useSWRSubscription from 'swr/subscription';
import { streamflixApiRef } from './StreamflixApi';
import { numberOf } from './useCached';

/**
 * Asks a question again as soon as the backend signals that an environment has changed. A portal without signals only polls.
 *
 * @param question - as of `useCached`; all views that ask it share one subscription
 * @param concerns - whether a change of this environment may change the answer
 */
export function useChangeSignal(
  question: readonly string[],
  concerns: (ref: EnvironmentRef) => boolean,
): void {
  const signals = useApiHolder().get(signalApiRef);
  const key = [numberOf(useApi(streamflixApiRef)), ...question];
  const { mutate } = useSWRConfig();
  useSWRSubscription(signals ? ['signal', ...key] : null, () => {
    const subscription = signals?.subscribe<EnvironmentsSignal>(
      environmentsChannel,
      ({ refs }) => {
        if (refs.some(concerns)) void mutate(key);
      },
    );
    return () => subscription?.unsubscribe();
  });
}
