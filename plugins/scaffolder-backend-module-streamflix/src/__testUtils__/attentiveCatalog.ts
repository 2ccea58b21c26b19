import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  entityType,
  type EnvironmentChanged,
} from '@streamflix/backstage-plugin-streamflix-common';
import { entityRefOf } from '../actions/entityRefOf';

/**
 * A catalog that shows an environment once it was told of it, as the entity provider makes the real one do.
 *
 * @param events - what was told on the topic of environments so far
 */
export function attentiveCatalog(
  entities: Entity[],
  events: () => readonly unknown[],
): ReturnType<typeof catalogServiceMock> {
  const catalog = catalogServiceMock({ entities });
  const told = (ref: unknown) =>
    (events() as readonly EnvironmentChanged[]).some(
      changed =>
        changed.state === 'present' && entityRefOf(changed.ref) === ref,
    );
  const shown: Entity = {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: { name: 'told' },
    spec: { type: entityType },
  };
  const plain = catalog.getEntityByRef.bind(catalog);
  const getEntityByRef: typeof plain = async (ref, options) =>
    (await plain(ref, options)) ?? (told(ref) ? shown : undefined);
  return Object.assign(catalog, { getEntityByRef });
}
