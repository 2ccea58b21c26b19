import type { JsonObject } from '@backstage/types';
import {
  environmentSpecSchema,
  type EnvironmentInput,
} from '@streamflix/backstage-plugin-streamflix-common';

const { suffix, region, account } = environmentSpecSchema.shape;

/** The input values that identify the environment, for the audit log; only those with a valid format. */
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
