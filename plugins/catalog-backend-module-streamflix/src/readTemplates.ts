import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  type Entity,
} from '@backstage/catalog-model';
import type { JsonObject } from '@backstage/types';
import { parse } from 'yaml';

/** Run from source, the templates are those of the repository: a change needs no build. The package contains a copy. */
const directory = resolvePackagePath(
  '@streamflix/backstage-plugin-catalog-backend-module-streamflix',
  __filename.endsWith('.ts') ? '../../templates' : 'dist/templates',
);

/**
 * The templates as entities. Their location is no address, so the catalog shows no link to their source, and the scaffolder
 * refuses relative paths in them.
 *
 * @param owner - entity reference; without one they have no owner
 */
export function readTemplates(owner?: string, from = directory): Entity[] {
  return readdirSync(from)
    .sort()
    .map(name => {
      const template: Entity & { spec: JsonObject } = parse(
        readFileSync(join(from, name, 'template.yaml'), 'utf8'),
      );
      const location = `streamflix-templates:${name}`;
      return {
        ...template,
        metadata: {
          ...template.metadata,
          annotations: {
            [ANNOTATION_LOCATION]: location,
            [ANNOTATION_ORIGIN_LOCATION]: location,
          },
        },
        spec: { ...template.spec, ...(owner && { owner }) },
      };
    });
}
