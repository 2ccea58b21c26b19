import {
  blueprints,
  draftOf,
  isValues,
  offeredCacheVersions,
  offeredPostgresVersions,
  zoneLimits,
  parseTimeOfDayWindow,
  parseWeeklyWindow,
  resolveSpec,
  valueAt,
  windowsOverlap,
  type BlueprintId,
  type EnvironmentInput,
  type EnvironmentSpec,
} from '@streamflix/backstage-plugin-streamflix-common/environment';
import fc from 'fast-check';
import { anyMatching, anyValue, type Amount, type Known } from './anyValue';
import { fields, inputSchema } from './fields';
import { setAt } from './setAt';

/** Memory in MiB that Fargate allows. Source: Amazon ECS Developer Guide, "Fargate task CPU and memory". */
const inSteps = (from: number, to: number, step: number) =>
  Array.from({ length: (to - from) / step + 1 }, (_, n) => from + n * step);
const fargateMemory: Record<number, readonly number[]> = {
  256: [512, 1024, 2048],
  512: inSteps(1024, 4096, 1024),
  1024: inSteps(2048, 8192, 1024),
  2048: inSteps(4096, 16_384, 1024),
  4096: inSteps(8192, 30_720, 1024),
  8192: inSteps(16_384, 61_440, 4096),
  16_384: inSteps(32_768, 122_880, 8192),
};

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
  // `agree` replaces them by zones of the region.
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

/** Makes dependent values consistent, as a user would who knows the rules. */
function agree(blueprint: BlueprintId, raw: EnvironmentInput) {
  const input = structuredClone(raw);
  const draft = () =>
    draftOf(blueprints[blueprint], input) as unknown as EnvironmentSpec;
  const order = (less: string, more: string) => {
    const [low, high] = [valueAt(draft(), less), valueAt(draft(), more)];
    if (Number(low) > Number(high)) {
      setAt(input, less, high);
      setAt(input, more, low);
    }
  };
  for (const part of ['service', 'worker'] as const) {
    order(`${part}.minTasks`, `${part}.maxTasks`);
    const { cpu, memory, fargateBase, fargateWeight, spotWeight } =
      draft()[part];
    const allowed = fargateMemory[cpu];
    if (!allowed.includes(memory)) {
      setAt(input, `${part}.memory`, allowed[memory % allowed.length]);
    }
    // Drop the base rather than the weight: with the worker's base of 1 a weight of 0 would hardly ever be tried.
    if (fargateWeight === 0) {
      if (spotWeight === 0) setAt(input, `${part}.fargateWeight`, 1);
      else if (fargateBase > 0) setAt(input, `${part}.fargateBase`, 0);
    }
  }
  order('database.minCapacity', 'database.maxCapacity');

  for (const window of ['maintenanceWindow', 'backupWindow'] as const) {
    const { backupWindow, maintenanceWindow } = draft().database;
    const meet = windowsOverlap(
      parseTimeOfDayWindow(backupWindow),
      parseWeeklyWindow(maintenanceWindow),
    );
    if (meet) setAt(input, `database.${window}`, undefined);
  }

  const { cidr, zones, firstPublicSubnet, firstPrivateSubnet } =
    draft().network;
  const blocks = 2 ** (24 - Number(cidr.split('/')[1]));
  const places = Math.floor(blocks / zones);
  const place = firstPublicSubnet % places;
  const other = firstPrivateSubnet % places;
  if (
    Math.max(firstPublicSubnet, firstPrivateSubnet) + zones > blocks ||
    Math.abs(firstPublicSubnet - firstPrivateSubnet) < zones
  ) {
    setAt(input, 'network.firstPublicSubnet', place * zones);
    setAt(
      input,
      'network.firstPrivateSubnet',
      (other === place ? (other + 1) % places : other) * zones,
    );
  }

  if (!draft().service.enabled && !draft().worker.enabled) {
    setAt(input, 'service.enabled', true);
  }
  if (draft().worker.enabled && draft().stream.mode === 'none') {
    setAt(input, 'stream.mode', 'on-demand');
  }
  const { service, api, worker, deadLetters } = draft();
  if (!service.enabled) setAt(input, 'api.kind', 'none');
  else if (api.kind === 'none') setAt(input, 'api.kind', 'rest');
  if (!worker.enabled && deadLetters.enabled) {
    setAt(input, 'deadLetters.enabled', false);
  }

  const { onlyRegions, requiredSecrets } = blueprints[blueprint];
  if (onlyRegions) [input.region] = onlyRegions.regions;
  const limits = zoneLimits(input.region, draft());
  const least = Math.min(
    ...limits.map(limit => limit.zones?.length ?? Infinity),
  );
  if (draft().network.zones > least) setAt(input, 'network.zones', least);
  if (input.network?.zoneIds) {
    const ids = limits.find(limit => limit.zones)?.zones ?? [
      'xxx1-az1',
      'xxx1-az2',
      'xxx1-az3',
    ];
    setAt(
      input,
      'network.zoneIds',
      ids
        .filter(id => limits.every(({ includes }) => includes(id)))
        .slice(0, draft().network.zones),
    );
  }
  if (requiredSecrets && draft().database.kind === 'none') {
    setAt(input, 'database.kind', undefined);
  }
  for (const name of requiredSecrets?.fields ?? []) {
    if (!input.secrets?.[name]?.length) {
      setAt(
        input,
        `secrets.${name}`,
        name === 'apiKeys' ? ['tv/key'] : 'tv/db',
      );
    }
  }
  return input;
}

/** An input, and the values that were dropped to make it valid. */
export interface Candidate {
  readonly input: EnvironmentInput;
  /** Paths of values that the rules refused in combination with others. */
  readonly dropped: readonly string[];
  /** Undefined when dropping values did not make it valid. */
  readonly spec?: EnvironmentSpec;
}

const isText = (value: unknown) => typeof value === 'string';

/** Half of a list, of tags or of a long text, to keep much of what was too much; undefined for other values. */
function half(value: unknown): unknown {
  if (typeof value === 'string' && value.length > 40) {
    return value.slice(0, value.length / 2);
  }
  if (Array.isArray(value)) {
    return value.length > 1
      ? value.slice(0, value.length / 2)
      : value.map(half);
  }
  if (!isValues(value) || !Object.values(value).every(isText)) return undefined;
  const entries = Object.entries(value);
  return Object.fromEntries(entries.slice(0, entries.length / 2));
}

/** Makes an input valid: makes dependent values consistent, and drops values that are still refused. */
export function settle(
  blueprint: BlueprintId,
  raw: EnvironmentInput,
): Candidate {
  const input = agree(blueprint, raw);
  const dropped: string[] = [];
  for (let attempt = 0; attempt < 30; attempt++) {
    const resolution = resolveSpec(input);
    if (resolution.ok) return { input, dropped, spec: resolution.spec };
    for (const { path } of resolution.problems) {
      // A value that was not given cannot be dropped: then drop its section.
      const cause =
        valueAt(input, path) === undefined ? path.split('.')[0] : path;
      setAt(input, cause, half(valueAt(input, cause)));
      dropped.push(cause);
    }
  }
  return { input, dropped };
}

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
