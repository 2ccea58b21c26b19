import type { ApiHolder, ApiRef } from '@backstage/core-plugin-api';
import { NotImplementedError } from '@backstage/errors';

/** As `useApi`, outside React. @throws NotImplementedError in an app without this API, as `useApi` does */
export function requireApi<T>(apiHolder: ApiHolder, ref: ApiRef<T>): T {
  const api = apiHolder.get(ref);
  if (!api)
    throw new NotImplementedError(`No implementation available for ${ref}`);
  return api;
}
