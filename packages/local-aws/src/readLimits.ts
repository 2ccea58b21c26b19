import { readFileSync } from 'node:fs';
import { z } from 'zod/v4';
import { rateIds, type ApiRate } from './rates/RateLimits';

const quotasSchema = z.record(z.string().regex(/::/), z.number().min(0));

const rateSchema = z.strictObject({
  burst: z.number().min(0),
  perSecond: z.number().min(0),
});

const ratesSchema = z.partialRecord(z.enum(rateIds), rateSchema);

/**
 * Reads the quotas and rates that differ from AWS's: quotas by resource type, rates by id.
 *
 * @param file - none when missing
 * @throws Error for the user when it has others
 */
export function readLimits(file: string | undefined): {
  quotas: Record<string, number>;
  rates: Partial<Record<string, ApiRate>>;
} {
  if (!file) return { quotas: {}, rates: {} };
  const all: unknown = JSON.parse(readFileSync(file, 'utf8'));
  const entries = Object.entries(Object(all));
  const those = (isQuota: boolean) =>
    Object.fromEntries(
      entries.filter(([name]) => name.includes('::') === isQuota),
    );
  const quotas = quotasSchema.safeParse(those(true));
  const rates = ratesSchema.safeParse(those(false));
  if (!quotas.success || !rates.success) {
    throw new Error(
      `${file} must hold a JSON object of numbers by resource type and of rates by id, such as {"AWS::EC2::VPC": 20, "ecs.serviceRead": {"burst": 100, "perSecond": 20}}. Ids of rates: ${rateIds.join(
        ', ',
      )}.`,
    );
  }
  return { quotas: quotas.data, rates: rates.data };
}
