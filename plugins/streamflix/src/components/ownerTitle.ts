import { parseEntityRef } from '@backstage/catalog-model';

/** Name of an owner; the whole text if it is no entity reference. */
export function ownerTitle(owner: string): string {
  try {
    const { kind, namespace, name } = parseEntityRef(owner);
    const prefix = kind.toLowerCase() === 'user' ? 'user:' : '';
    return `${prefix}${namespace === 'default' ? '' : `${namespace}/`}${name}`;
  } catch {
    return owner;
  }
}
