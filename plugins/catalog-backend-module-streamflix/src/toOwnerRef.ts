import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';

const isOwner = /^(group|user):[\w.-]+\/[\w.-]+$/;

/** The reference of a group or user in its full form; undefined if the text is none. A name without a kind is a group. */
export function toOwnerRef(text: string): string | undefined {
  try {
    const ref = stringifyEntityRef(
      parseEntityRef(text, {
        defaultKind: 'group',
        defaultNamespace: 'default',
      }),
    );
    return isOwner.test(ref) ? ref : undefined;
  } catch {
    return undefined;
  }
}
