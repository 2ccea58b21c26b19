import {
  entityName,
  type EnvironmentRef,
} from '@streamflix/backstage-plugin-streamflix-common';
import { useCallback } from 'react';
import { useInstallation } from '../api/useInstallation';

/**
 * Name of the catalog entity of an environment. It includes the account unless it is the default one, so the name is undefined
 * until the installation has been read.
 */
export function useEntityName(): {
  nameOf(environment: EnvironmentRef): string | undefined;
  error?: Error;
} {
  const { installation, error } = useInstallation();
  const nameOf = useCallback(
    ({ account, region, suffix }: EnvironmentRef) => {
      if (!installation) return undefined;
      const [main] = installation.accounts;
      return entityName(
        { suffix, region },
        main && account !== main.id ? account : undefined,
      );
    },
    [installation],
  );
  return { nameOf, error };
}
