import type { Entity } from '@backstage/catalog-model';
import {
  annotations,
  entityName,
  entityType,
  environmentLocation,
  locationAnnotation,
  stackName,
} from '@streamflix/backstage-plugin-streamflix-common';

const account = '000000000000';

/**
 * The catalog entity of an environment, as the entity provider creates it.
 *
 * @param stackArn - by default that of a stack that does not exist
 */
export const environmentEntity = (
  suffix: string,
  region: string,
  stackArn = `arn:aws:cloudformation:${region}:${account}:stack/${stackName(
    suffix,
  )}/0`,
): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: {
    name: entityName({ suffix, region }),
    namespace: 'default',
    annotations: {
      [annotations.account]: account,
      [annotations.region]: region,
      [annotations.suffix]: suffix,
      [annotations.stackArn]: stackArn,
      [locationAnnotation]: environmentLocation(stackArn),
    },
  },
  spec: { type: entityType, owner: 'group:default/video' },
});
