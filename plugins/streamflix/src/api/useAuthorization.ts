import type {
  EnvironmentAuthorization,
  EnvironmentRef,
} from '@streamflix/backstage-plugin-streamflix-common';
import { useCached } from './useCached';

/** What the user may do with an environment. Nothing is read without an environment; after an error, nothing is known. */
export function useAuthorization(environment: EnvironmentRef | undefined): {
  authorization?: EnvironmentAuthorization;
  error?: Error;
} {
  const { account, region, suffix } = environment ?? {};
  const { data, error } = useCached(
    environment ? ['authorization', account, region, suffix] : null,
    async api => environment && api.getAuthorization(environment),
  );
  return { authorization: error ? undefined : data, error };
}
