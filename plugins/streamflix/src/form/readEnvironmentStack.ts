import { parseEntityRef } from '@backstage/catalog-model';
import type { catalogApiRef } from '@backstage/plugin-catalog-react';
import type { EnvironmentStack } from '@streamflix/backstage-plugin-streamflix-common';
import type { StreamflixApi } from '../api';
import { environmentRefOf, isEnvironment } from '../status/environmentRefOf';

const hasKindAndName = (entityRef: string) => {
  try {
    return Boolean(parseEntityRef(entityRef).name);
  } catch {
    return false;
  }
};

/**
 * Reads the environment of a catalog entity.
 *
 * @param entityRef - from the form, so messages do not repeat it
 * @throws Error with a message for the user when it is not the entity of an environment, or could not be read
 */
export async function readEnvironmentStack(
  apis: {
    api: StreamflixApi;
    catalogApi: Pick<typeof catalogApiRef.T, 'getEntityByRef'>;
  },
  entityRef: string,
): Promise<EnvironmentStack> {
  const entity = hasKindAndName(entityRef)
    ? await apis.catalogApi.getEntityByRef(entityRef)
    : undefined;
  if (!entity) {
    throw new Error(
      'The environment is not in the catalog, or you do not have permission to see it.',
    );
  }
  const where = environmentRefOf(entity);
  if (!isEnvironment(entity) || 'missing' in where) {
    throw new Error('This catalog entity is not a StreamFlix environment.');
  }
  return apis.api.getStack(where.ref);
}
