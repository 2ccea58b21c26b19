import { isDeepStrictEqual } from 'node:util';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  entityName,
  environmentEntityFilter,
  type OperationSeen,
} from '@streamflix/backstage-plugin-streamflix-common';
import { environmentEntity } from './environmentEntity';

const owner = (kind: string, name: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: { name, namespace: 'default' },
  spec: { type: 'team', children: [] },
});

/** The existing owners. */
const owners = [
  owner('Group', 'video'),
  owner('Group', 'content'),
  owner('User', 'mock'),
  owner('User', 'alice'),
  owner('User', 'bob'),
];

/**
 * A catalog with users and groups. It shows an environment once an operation on it was seen, as the real one does through the
 * entity provider.
 *
 * @param seen - returns the operations seen so far
 */
export function testCatalog(
  entities: Entity[],
  seen: () => readonly OperationSeen[],
): ReturnType<typeof catalogServiceMock> {
  const catalog = catalogServiceMock({ entities: [...owners, ...entities] });
  const plain = catalog.getEntities.bind(catalog);
  const getEntities: typeof plain = async (request, options) => {
    const found = seen().find(({ stackArn }) =>
      isDeepStrictEqual(request?.filter, environmentEntityFilter(stackArn)),
    );
    if (!found) return plain(request, options);
    const { ref, stackArn } = found;
    const entity = environmentEntity(ref.suffix, ref.region, stackArn);
    entity.metadata.name = entityName(ref);
    return { items: [entity] };
  };
  return Object.assign(catalog, { getEntities });
}
