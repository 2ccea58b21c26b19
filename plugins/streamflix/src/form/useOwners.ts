import { useApi } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import type { Installation } from '@streamflix/backstage-plugin-streamflix-common';
import { useCached } from '../api/useCached';
import { ownOwners, readOwners, type Owner } from './readOwners';

/**
 * The owners the user may choose; undefined while they are being read. If the catalog cannot be read: the user's own, and the
 * error.
 */
export function useOwners(allowed: Installation['owners'] | undefined): {
  owners?: Owner[];
  error?: Error;
} {
  const catalogApi = useApi(catalogApiRef);
  const { data, error } = useCached(
    allowed ? ['owners', String(allowed.any), ...allowed.own] : null,
    async () => allowed && readOwners(catalogApi, allowed),
    { revalidateOnFocus: false, dedupingInterval: 60_000 },
  );
  return { owners: data ?? (allowed && error && ownOwners(allowed)), error };
}
