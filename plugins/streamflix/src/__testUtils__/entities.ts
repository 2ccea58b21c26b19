import type { Entity } from '@backstage/catalog-model';
import {
  annotations,
  entityName,
  entityType,
  type EnvironmentRef,
} from '@streamflix/backstage-plugin-streamflix-common';

/** The catalog entity of an environment, as the entity provider creates it. */
export const entityOf = ({
  account,
  region,
  suffix,
}: EnvironmentRef): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: {
    namespace: 'default',
    name: entityName({ suffix, region }),
    title: suffix,
    annotations: {
      [annotations.account]: account,
      [annotations.region]: region,
      [annotations.suffix]: suffix,
    },
  },
  spec: { type: entityType, owner: 'group:default/video' },
});
