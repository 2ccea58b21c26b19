import type { JsonObject } from '@backstage/types';
import {
  environmentSpecSchema,
  type EnvironmentInput,
} from '@streamflix/backstage-plugin-streamflix-common';

const { suffix, region, account } = environmentSpecSchema.shape;

/** Reference of an entity as the catalog takes it. */
const entityRefPattern = /^[\w-]{1,63}:[\w.-]{1,63}\/[\w.-]{1,63}$/;

/** What of an input says which environment is meant, for the audit log; only what has the form of such a value. */
export function environmentMeta(
  given: Partial<Record<keyof EnvironmentInput | 'entityRef', unknown>>,
): JsonObject {
  const { entityRef } = given;
  const meta = {
    suffix: suffix.safeParse(given.suffix).data,
    region: region.safeParse(given.region).data,
    account: account.safeParse(given.account).data,
    entityRef:
      typeof entityRef === 'string' && entityRefPattern.test(entityRef)
        ? entityRef
        : undefined,
  };
  return Object.fromEntries(
    Object.entries(meta).filter(([, value]) => value !== undefined),
  );
}
