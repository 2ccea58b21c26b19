import { stringifyEntityRef } from '@backstage/catalog-model';
import { entityName } from '@streamflix/backstage-plugin-streamflix-common';

/** Reference of the catalog entity that stands for an environment. */
export const entityRefOf = (where: { suffix: string; region: string }) =>
  stringifyEntityRef({
    kind: 'Resource',
    namespace: 'default',
    name: entityName(where.suffix, where.region),
  });
