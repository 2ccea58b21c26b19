import {
  offeredCacheVersions,
  offeredPostgresVersions,
  type BlueprintId,
  type EnvironmentInput,
} from '@streamflix/backstage-plugin-streamflix-common/environment';
import fc from 'fast-check';
import { anyMatching, anyValue, type Amount, type Known } from './anyValue';
import { fields, inputSchema } from './fields';

const two = (n: number) => String(n).padStart(2, '0');
const time = (minutes: number) =>
  `${two(Math.floor(minutes / 60) % 24)}:${two(minutes % 60)}`;
const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const weekTime = (minutes: number) =>
  `${days[Math.floor(minutes / 1440) % 7]}:${time(minutes % 1440)}`;
const span = (period: number, longest: number, write: (at: number) => string) =>
  fc
    .tuple(
      fc.integer({ min: 0, max: period - 1 }),
      fc.oneof(
        { weight: 5, arbitrary: fc.constantFrom(30, 60, 180) },
        { weight: 1, arbitrary: fc.integer({ min: 30, max: longest }) },
      ),
    )
    .map(([start, length]) => `${write(start)}-${write(start + length)}`);

/** Three to twenty characters, often exactly twenty, often with dashes. */
export const anySuffix = (amount: Amount = 'any'): fc.Arbitrary<string> =>
  amount === 'most'
    ? anyMatching('^[a-z][a-z0-9]{8}-[a-z0-9]{9}$')
    : fc.oneof(
        anyMatching('^[a-z][a-z0-9]{2,19}$'),
        anyMatching('^[a-z][a-z0-9]{0,5}(-[a-z0-9]{1,6}){1,2}$'),
        anyMatching('^[a-z][a-z0-9]{8}-[a-z0-9]{9}$'),
      );

/** Formats the schema cannot express: start of address ranges, length of windows, available versions. */
const known: Known = {
  suffix: anySuffix,
  'network.cidr': () =>
    fc
      .tuple(
        fc.constantFrom(16, 17, 18, 19, 20),
        fc.constantFrom('10', '172', '192'),
        fc.nat(255),
        fc.nat(255),
      )
      .map(([bits, first, second, third]) => {
        const block = 2 ** Math.max(24 - bits, 0);
        const middle = { 10: second, 172: 16 + (second % 16), 192: 168 }[first];
        return `${first}.${middle}.${third - (third % block)}.0/${bits}`;
      }),
  // `settle` replaces them by zones of the region.
  'network.zoneIds': () => fc.constant(['xxx1-az1', 'xxx1-az2']),
  'database.version': () =>
    fc.constantFrom(
      ...new Set([
        ...offeredPostgresVersions('aurora'),
        ...offeredPostgresVersions('rds'),
      ]),
    ),
  'cache.version': () =>
    fc.constantFrom(
      ...Object.values(offeredCacheVersions).flatMap(engines =>
        Object.values<readonly string[]>(engines).flat(),
      ),
    ),
  'database.backupWindow': () => span(1440, 1439, time),
  'database.maintenanceWindow': () => span(7 * 1440, 1440, weekTime),
};

const ofBlueprint = (blueprint: BlueprintId) => ({
  ...inputSchema,
  properties: { ...inputSchema.properties, blueprint: { enum: [blueprint] } },
});

/**
 * Any input for a blueprint: any subset of overrides, biased to the limits of every field, and sometimes the maximum or minimum
 * of everything. Not yet valid: see `settle`.
 */
export function anyInput(
  blueprint: BlueprintId,
): fc.Arbitrary<EnvironmentInput> {
  const of = (amount: Amount) =>
    anyValue(
      ofBlueprint(blueprint),
      '',
      amount,
      known,
    ) as fc.Arbitrary<EnvironmentInput>;
  return fc.oneof(
    { weight: 20, arbitrary: of('any') },
    { weight: 1, arbitrary: of('most') },
    { weight: 1, arbitrary: of('least') },
  );
}

/** Another value for one field. */
export interface Change {
  readonly path: string;
  readonly value: unknown;
}

/** Another value for any of the fields. */
export const anyChange = (paths: readonly string[]): fc.Arbitrary<Change> =>
  fc.oneof(
    ...fields
      .filter(({ path }) => paths.includes(path))
      .map(({ path, schema }) =>
        anyValue(schema, path, 'any', known).map(value => ({ path, value })),
      ),
  );
