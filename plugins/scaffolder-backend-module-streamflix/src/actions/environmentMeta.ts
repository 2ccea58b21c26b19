import type { JsonObject } from '@backstage/types';
import {
  environmentSpecSchema,
  type EnvironmentInput,
} from '@streamflix/backstage-plugin-streamflix-common';

const { suffix, region, account } = environmentSpecSchema.shape;

/** What of an input says which environment is meant, for the audit log; only what has the form of such a value. */
export function environmentMeta(
  given: Partial<Record<keyof EnvironmentInput, unknown>>,
): JsonObject {
  const meta = {
    suffix: suffix.safeParse(given.suffix).data,
    region: region.safeParse(given.region).data,
    account: account.safeParse(given.account).data,
  };
  return Object.fromEntries(
    Object.entries(meta).filter(([, value]) => value !== undefined),
  );
}
