import type { ApiHolder } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import type { EnvironmentStack } from '@streamflix/backstage-plugin-streamflix-common';
import { streamflixApiRef } from '../api';
import { readEnvironmentStack } from '../api/readEnvironmentStack';
import { requireApi } from './requireApi';
import { translationOf } from './translationOf';
import { environmentOf } from './useFormDefaults';

/** The environment to change or destroy, read from AWS, for a validator; undefined in the form of a new one. */
export async function readStackOf(
  apiHolder: ApiHolder,
  formData: unknown,
): Promise<EnvironmentStack | undefined> {
  const environment = environmentOf(formData);
  if (!environment) return undefined;
  return readEnvironmentStack(
    {
      api: requireApi(apiHolder, streamflixApiRef),
      catalogApi: requireApi(apiHolder, catalogApiRef),
    },
    environment,
    translationOf(apiHolder),
  );
}
