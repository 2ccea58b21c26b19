import { parseEntityRef } from '@backstage/catalog-model';
import type { catalogApiRef } from '@backstage/plugin-catalog-react';
import type { EnvironmentStack } from '@streamflix/backstage-plugin-streamflix-common';
import type { Translate } from '../translation';
import { environmentRefOf, isEnvironment } from './environmentRefOf';
import type { StreamflixApi } from './StreamflixApi';

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
  t: Translate,
): Promise<EnvironmentStack> {
  const entity = hasKindAndName(entityRef)
    ? await apis.catalogApi.getEntityByRef(entityRef)
    : undefined;
  if (!entity) {
    throw new Error(t('validation.environmentUnknown'));
  }
  const found = environmentRefOf(entity);
  if (!isEnvironment(entity) || 'missing' in found) {
    throw new Error(t('validation.environmentOther'));
  }
  return apis.api.getStack(found.ref);
}
