import type { JsonObject } from '@backstage/types';

/** What of an input says which environment is meant, as far as it does: for the audit log. */
export function whichOf(given: {
  suffix?: string;
  region?: string;
  account?: string;
  entityRef?: string;
}): JsonObject {
  const { suffix, region, account, entityRef } = given;
  return Object.fromEntries(
    Object.entries({ suffix, region, account, entityRef }).filter(
      ([, value]) => value !== undefined,
    ),
  );
}
