import type { Entity } from '@backstage/catalog-model';
import {
  annotations,
  entityType,
  type EnvironmentRef,
} from '@streamflix/backstage-plugin-streamflix-common';

/**
 * Whether a catalog entity is an environment.
 *
 * @public
 */
export const isEnvironment = (entity: Entity): boolean =>
  entity.kind.toLowerCase() === 'resource' &&
  String(entity.spec?.type).toLowerCase() === entityType;

/** Account, region and suffix of an entity's environment, or the missing annotations. */
export function environmentRefOf(
  entity: Entity,
): { ref: EnvironmentRef } | { missing: string[] } {
  const { account, region, suffix } = annotations;
  const given = entity.metadata.annotations ?? {};
  const missing = [account, region, suffix].filter(name => !given[name]);
  return missing.length > 0
    ? { missing }
    : {
        ref: {
          account: given[account],
          region: given[region],
          suffix: given[suffix],
        },
      };
}
