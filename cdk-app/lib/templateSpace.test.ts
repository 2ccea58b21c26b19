import {
  resolveSpec,
  type EnvironmentInput,
} from '@streamflix/backstage-plugin-streamflix-common/environment';
import {
  deployedTemplate,
  longestBoundary,
} from './__testUtils__/deployedTemplate';
import { synthesizeEnvironment } from '../synth/synthesizeEnvironment';

process.env.CDK_VALIDATION = 'false';

const ecr = '123456789012.dkr.ecr.xx-southeast-4.amazonaws.com/';

/** Everything a template can contain at once, with the longest names, in a region whose partition CDK does not know. */
const largest = {
  suffix: 'abcdefgh-klmnopqrst',
  region: 'xx-southeast-4',
  blueprint: 'complete',
  owner: 'group:default/video',
  account: '123456789012',
  costCenter: 'streaming',
  network: { zones: 3, nat: 'per-zone', cidr: '10.255.128.0/17' },
  service: {
    image: `${ecr}a`,
    cpu: 16384,
    memory: 122_880,
    minTasks: 100,
    maxTasks: 100,
    scaleInCooldown: 3600,
    scaleOutCooldown: 3600,
    fargateBase: 100,
    fargateWeight: 100,
    spotWeight: 100,
    port: 65_535,
  },
  worker: {
    image: `${ecr}b`,
    cpu: 16384,
    memory: 122_880,
    minTasks: 100,
    maxTasks: 100,
    scaleInCooldown: 3600,
    scaleOutCooldown: 3600,
    fargateBase: 100,
    fargateWeight: 100,
    spotWeight: 100,
    iteratorAgeTarget: 3600,
  },
  api: { path: '/{a}', tracing: false },
  database: { minCapacity: 127.5, maxCapacity: 127.5, backupDays: 35 },
  cache: {
    engine: 'valkey',
    nodeType: 'cache.abc12defgh.100xlarge',
    snapshots: 35,
  },
  storage: { infrequentAccessDays: 365 },
  stream: { shards: 500, retentionHours: 8760 },
  observability: { logRetentionDays: 3653, alarmEmail: 'ops@example.com' },
  deletionProtection: false,
} as const satisfies EnvironmentInput;

type Growth = (size: number) => Partial<EnvironmentInput>;

const x = (size: number) => 'x'.repeat(size);
const counted = <T>(size: number, each: (index: number) => T) =>
  Array.from({ length: size }, (_, index) => each(index));
const tags = (count: number, length: number) =>
  Object.fromEntries(
    counted(count, index => [`key${index}`, x(Math.min(256, length))]),
  );
const { service, worker, api, database, cache, observability } = largest;

/** Components without which the platform is smaller; tags can use the space they leave. */
const without: Record<string, Growth> = {
  service: () => ({
    service: { ...service, enabled: false },
    api: { kind: 'none' },
  }),
  worker: () => ({
    worker: { ...worker, enabled: false },
    deadLetters: { enabled: false },
  }),
  database: () => ({ database: { kind: 'none' } }),
  cache: () => ({ cache: { kind: 'none' } }),
  storage: () => ({ storage: { enabled: false } }),
  alarms: () => ({ observability: { alarms: false } }),
};

/** One thing at a time grows until the rules refuse it, or until it reaches its own maximum. */
const growths: [what: string, most: number, growth: Growth][] = [
  ['tags', 256, size => ({ tags: tags(35, size) })],
  [
    'tags with a path that takes the rest',
    256,
    size => ({ api: { ...api, path: '/{a+}' }, tags: tags(35, size) }),
  ],
  ...Object.entries(without).map(([part, off]): [string, number, Growth] => [
    `tags without ${part}`,
    256,
    size => ({ ...off(size), tags: tags(35, size) }),
  ]),
  [
    'tags without anything but the worker',
    256,
    size =>
      Object.assign(
        { tags: tags(35, size) },
        ...Object.entries(without).map(([part, off]) =>
          part === 'worker' ? {} : off(size),
        ),
      ),
  ],
  [
    'names of API key secrets',
    500,
    size => ({
      secrets: { apiKeys: counted(10, index => `${index}${x(size)}`) },
    }),
  ],
  [
    'API key secrets that ECS cannot find',
    490,
    size => ({
      secrets: { apiKeys: counted(10, index => `${index}${x(size)}-secret`) },
    }),
  ],
  [
    'a number of API key secrets',
    10,
    size => ({ secrets: { apiKeys: counted(size, index => `k${index}`) } }),
  ],
  ['the database secret', 512, size => ({ secrets: { database: x(size) } })],
  [
    'both images',
    200,
    size => ({
      service: { ...service, image: `${ecr}${x(size)}` },
      worker: { ...worker, image: `${ecr}${x(size)}` },
    }),
  ],
  [
    'the health check path',
    1023,
    size => ({ service: { ...service, healthCheckPath: `/${x(size)}` } }),
  ],
  ['a static path', 254, size => ({ api: { ...api, path: `/${x(size)}` } })],
  [
    'the parameter of a path',
    250,
    size => ({ api: { ...api, path: `/{${x(size)}+}` } }),
  ],
  [
    'the parts of a path',
    125,
    size => ({ api: { ...api, path: `${'/x'.repeat(size)}/{a}` } }),
  ],
  [
    'the path of an HTTP API',
    250,
    size => ({ api: { ...api, kind: 'http', path: `/${x(size)}` } }),
  ],
  [
    'Aurora instances',
    15,
    size => ({ database: { ...database, instances: size } }),
  ],
  [
    'Aurora instances and cache nodes, and tags with what is left',
    256,
    size => ({
      database: { ...database, instances: 15 },
      cache: { ...cache, nodes: 4 },
      tags: tags(3, size),
    }),
  ],
  [
    'the alarm e-mail',
    4,
    size => ({
      observability: {
        ...observability,
        alarmEmail: `${x(60)}@${`${x(60)}.`.repeat(size)}co`,
      },
    }),
  ],
  [
    'names of everything else',
    62,
    size => ({
      database: { ...database, name: `a${x(size)}` },
      costCenter: x(size + 1),
      owner: `group:${x(size)}/${x(size)}`,
    }),
  ],
];

/** Bytes of the largest allowed template, as it is deployed. */
function largestAllowed(most: number, growth: Growth): number {
  const inputOf = (size: number) => ({ ...largest, ...growth(size) });
  let [allowed, refused] = [0, most + 1];
  while (refused - allowed > 1) {
    const size = Math.floor((allowed + refused) / 2);
    if (resolveSpec(inputOf(size)).ok) allowed = size;
    else refused = size;
  }
  const input = inputOf(allowed);
  const resolution = resolveSpec(input);
  if (allowed === 0 || !resolution.ok) throw new Error('Nothing is allowed.');
  const { template } = synthesizeEnvironment(resolution.spec, {
    permissionsBoundary: longestBoundary,
  });
  return Buffer.byteLength(deployedTemplate(template, input));
}

describe('the largest environment', () => {
  it.each(growths)('fits into a template when %s grows', (_, most, growth) => {
    expect(largestAllowed(most, growth)).toBeLessThanOrEqual(51_200);
  });

  it('may take most of the template: nothing is refused without need', () => {
    const [, most, growth] = growths[0];
    expect(largestAllowed(most, growth)).toBeGreaterThan(50_000);
  });
});
