import { readFileSync } from 'node:fs';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { parse } from 'yaml';

/** The OpenAPI document of the routes, as `createValidatedOpenApiRouter` takes it. */
export function readOpenApi() {
  const path = resolvePackagePath(
    '@streamflix/backstage-plugin-streamflix-backend',
    'src/schema/openapi.yaml',
  );
  return parse(readFileSync(path, 'utf8'));
}
