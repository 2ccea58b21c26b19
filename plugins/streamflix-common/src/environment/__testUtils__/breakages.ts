import fc from 'fast-check';
import { environmentInputJsonSchema } from '../jsonSchema';
import { mergeValues, type Values } from '../values';

/** Exactly one problem in an input. */
export interface Breakage {
  /** Path it must be reported at. */
  path: string;
  /** Paths whose values it reserves: no other breakage may use them. */
  claims: readonly string[];
  values: Values;
}

interface JsonSchema {
  type?: string;
  enum?: unknown[];
  const?: unknown;
  minimum?: number;
  maximum?: number;
  pattern?: string;
  items?: JsonSchema;
  properties?: Record<string, JsonSchema>;
}

/** Values that do not match the schema; each violates it in one way. */
function misfits(schema: JsonSchema): unknown[] {
  const { type, minimum = 0, maximum = 0 } = schema;
  if (schema.enum) return ['nonsense', 8.5, null, []];
  switch (type) {
    case 'boolean':
      return ['yes', 1, null];
    case 'integer':
      return [minimum - 1, maximum + 1, minimum + 0.5, 1e20, '5', null];
    case 'number':
      return [minimum - 0.5, maximum + 0.5, '5', null, NaN];
    case 'array':
      return [
        'video/key',
        [' '],
        [5],
        // Each entry of a stricter kind would be a problem of its own.
        ...(new RegExp(schema.items?.pattern ?? '').test('a')
          ? [['a', 'b', 'b']]
          : []),
        {},
      ];
    case 'object':
      return ['a=b', { key: 5 }, { key: '"' }, { '"': 'value' }, []];
    default:
      return ['', '"', '\n', 5.5, null, {}];
  }
}

const nested = (path: string, value: unknown): Values =>
  path
    .split('.')
    .reduceRight<unknown>((inner, key) => ({ [key]: inner }), value) as Values;

function malformed(schema: JsonSchema, path = ''): Breakage[] {
  if (!schema.properties) {
    return misfits(schema).map(value => ({
      path,
      claims: [path],
      values: nested(path, value),
    }));
  }
  const below = (key: string) => (path ? `${path}.${key}` : key);
  const unknown = below('colour');
  return [
    { path, claims: [unknown], values: nested(unknown, 'red') },
    ...(path
      ? [5, 'off', [], null].map(value => ({
          path,
          claims: [path],
          values: nested(path, value),
        }))
      : []),
    ...Object.entries(schema.properties).flatMap(([key, inner]) =>
      malformed(inner, below(key)),
    ),
  ];
}

const leaves = (values: Values, prefix = ''): string[] =>
  Object.entries(values).flatMap(([key, value]) =>
    typeof value === 'object' && value !== null && key !== 'tags'
      ? leaves(value as Values, `${prefix}${key}.`)
      : [prefix + key],
  );

/** Values that are well formed but contradict each other. Each entry sets every value its rule reads. */
const contradictions: [path: string, values: Values][] = [
  ['service.maxTasks', { service: { minTasks: 50, maxTasks: 2 } }],
  ['worker.memory', { worker: { cpu: 256, memory: 8192 } }],
  [
    'service.fargateWeight',
    { service: { fargateBase: 0, fargateWeight: 0, spotWeight: 0 } },
  ],
  [
    'worker.fargateBase',
    { worker: { fargateBase: 1, fargateWeight: 0, spotWeight: 1 } },
  ],
  [
    'database.maxCapacity',
    { database: { kind: 'aurora', minCapacity: 8, maxCapacity: 2 } },
  ],
  ['database.instances', { database: { kind: 'rds', instances: 3 } }],
  ['database.version', { database: { kind: 'aurora', version: '12' } }],
  [
    'database.backupWindow',
    {
      database: {
        backupWindow: '03:00-03:10',
        maintenanceWindow: 'sun:10:00-sun:11:00',
      },
    },
  ],
  [
    'database.maintenanceWindow',
    {
      database: {
        backupWindow: '03:00-04:00',
        maintenanceWindow: 'sun:10:00-sun:10:20',
      },
    },
  ],
  [
    'database.backupWindow',
    {
      database: {
        backupWindow: '23:30-00:30',
        maintenanceWindow: 'mon:00:00-mon:01:00',
      },
    },
  ],
  [
    'cache.version',
    { cache: { kind: 'replication-group', engine: 'redis', version: '8.1' } },
  ],
  ['cache.nodes', { cache: { kind: 'serverless', nodes: 3 } }],
  ['cache.maxEcpu', { cache: { kind: 'replication-group', maxEcpu: 2000 } }],
  ['stream.shards', { stream: { mode: 'on-demand', shards: 4 } }],
  [
    'observability.alarmEmail',
    { observability: { alarms: false, alarmEmail: 'ops@example.com' } },
  ],
  ['network.cidr', { network: { cidr: '10.0.8.0/16' } }],
  [
    'network.firstPrivateSubnet',
    { network: { zones: 2, firstPublicSubnet: 5, firstPrivateSubnet: 6 } },
  ],
  ['tags', { tags: { Owner: 'me' } }],
  ['tags', { tags: { 'aws:x': 'y' } }],
  [
    'api.kind',
    {
      service: { enabled: false },
      worker: { enabled: true },
      stream: { mode: 'provisioned' },
      api: { kind: 'rest' },
    },
  ],
  [
    'worker.enabled',
    {
      service: { enabled: true },
      api: { kind: 'rest' },
      worker: { enabled: true },
      stream: { mode: 'none' },
    },
  ],
];

const misshapen: readonly Breakage[] = malformed({
  ...environmentInputJsonSchema(),
} as JsonSchema);
const all: readonly Breakage[] = [
  ...misshapen,
  ...contradictions.map(([path, values]) => ({
    path,
    claims: leaves(values),
    values,
  })),
];

const overlap = (one: string, other: string) =>
  one === other || one.startsWith(`${other}.`) || other.startsWith(`${one}.`);

const several = (of: readonly Breakage[]) =>
  fc
    .uniqueArray(fc.constantFrom(...of), { minLength: 1, maxLength: 12 })
    .map(breakages =>
      breakages.reduce<Breakage[]>(
        (kept, next) =>
          kept.some(({ claims }) =>
            claims.some(claim => next.claims.some(own => overlap(claim, own))),
          )
            ? kept
            : [...kept, next],
        [],
      ),
    );

/** Several independent breakages at once. */
export const independentBreakages = several(all);

/** The same, malformed values only. */
export const malformedValues = several(misshapen);

/** An input with all given breakages. */
export const broken = (input: Values, breakages: readonly Breakage[]) =>
  breakages.reduce((values, { values: wrong }) => mergeValues(values, wrong), {
    ...input,
  });
