import type { Entity } from '@backstage/catalog-model';
import {
  annotations,
  entityName,
  entityType,
} from '@streamflix/backstage-plugin-streamflix-common';

/** The catalog's entity of an environment, as the entity provider makes it. */
export const environmentEntity = (suffix: string, region: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: {
    name: entityName(suffix, region),
    annotations: {
      [annotations.account]: '000000000000',
      [annotations.region]: region,
      [annotations.suffix]: suffix,
    },
  },
  spec: { type: entityType, owner: 'group:default/video' },
});
