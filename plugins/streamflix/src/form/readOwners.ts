import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import type { catalogApiRef } from '@backstage/plugin-catalog-react';
import type { Installation } from '@streamflix/backstage-plugin-streamflix-common';

/** A group or user that may become the owner of an environment. */
export interface Owner {
  /** Entity reference in lower case. */
  ref: string;
  title?: string;
}

const fields = [
  'kind',
  'metadata.namespace',
  'metadata.name',
  'metadata.title',
  'spec.profile.displayName',
];

function ownerOf(entity: Entity): Owner {
  const profile = entity.spec?.profile as { displayName?: unknown } | undefined;
  const title = entity.metadata.title ?? profile?.displayName;
  return {
    ref: stringifyEntityRef(entity),
    title: typeof title === 'string' ? title : undefined,
  };
}

/** Groups first, then by title. */
const inOrder = (owners: Owner[]) =>
  owners.sort(
    (a, b) =>
      Number(b.ref.startsWith('group:')) - Number(a.ref.startsWith('group:')) ||
      (a.title ?? a.ref).localeCompare(b.title ?? b.ref),
  );

/** The owners the user may choose without reading the catalog. */
export const ownOwners = ({ own }: Installation['owners']): Owner[] =>
  inOrder(own.map(ref => ({ ref })));

/** The owners the user may choose, from the catalog: the user's own first, then all others if the user may choose any. */
export async function readOwners(
  catalogApi: Pick<typeof catalogApiRef.T, 'getEntities' | 'getEntitiesByRefs'>,
  { own, any }: Installation['owners'],
): Promise<Owner[]> {
  const { items } = any
    ? await catalogApi.getEntities({
        filter: { kind: ['Group', 'User'] },
        fields,
      })
    : await catalogApi.getEntitiesByRefs({ entityRefs: own, fields });
  const owners = items.flatMap(entity => (entity ? [ownerOf(entity)] : []));
  return [true, false].flatMap(isOwn =>
    inOrder(owners.filter(({ ref }) => own.includes(ref) === isOwn)),
  );
}
