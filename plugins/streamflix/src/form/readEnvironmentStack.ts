import type { catalogApiRef } from '@backstage/plugin-catalog-react';
import type { EnvironmentStack } from '@streamflix/backstage-plugin-streamflix-common';
import type { StreamflixApi } from '../api';
import { environmentRefOf, isEnvironment } from '../status/environmentRefOf';

/**
 * Reads what the environment of a catalog entity is made of.
 *
 * @throws Error, in words for people, when the entity is none or nothing can be read
 */
export async function readEnvironmentStack(
  apis: {
    api: StreamflixApi;
    catalogApi: Pick<typeof catalogApiRef.T, 'getEntityByRef'>;
  },
  entityRef: string,
): Promise<EnvironmentStack> {
  const entity = await apis.catalogApi.getEntityByRef(entityRef);
  if (!entity) {
    throw new Error(
      `There is no ${entityRef} in the catalog, or you may not see it.`,
    );
  }
  const where = environmentRefOf(entity);
  if (!isEnvironment(entity) || 'missing' in where) {
    throw new Error(`${entityRef} is not a StreamFlix environment.`);
  }
  return apis.api.getStack(where.ref);
}
