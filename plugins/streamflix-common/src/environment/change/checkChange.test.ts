import type { EnvironmentInput } from '../EnvironmentSpec';
import { resolveSpec } from '../resolveSpec';
import { checkChange } from './checkChange';
import { fixedValues } from './fixedValues';

type Given = Partial<EnvironmentInput>;

function specOf(given: Given = {}) {
  const resolution = resolveSpec({
    suffix: 'demo',
    region: 'eu-west-2',
    blueprint: 'complete',
    owner: 'group:default/video',
    ...given,
  });
  if (!resolution.ok) throw new Error(JSON.stringify(resolution.problems));
  return resolution.spec;
}

const problemsOf = (running: Given, next: Given) =>
  checkChange(specOf(running), specOf(next));

const rds: Given = { database: { kind: 'rds' } };
const inThreeZones = { network: { zones: 3 } } as const;
const shards = (count: number): Given => ({ stream: { shards: count } });
const apiPath = (path: string): Given => ({ api: { path } });

const refused: [running: Given, next: Given, path: string, message: string][] =
  [
    [
      {},
      { network: { cidr: '10.1.0.0/16' } },
      'network.cidr',
      'VPC address range must stay as it is: the VPC and everything in it would have to be replaced.',
    ],
    [
      {},
      { network: { firstPublicSubnet: 30 } },
      'network.firstPublicSubnet',
      'First public subnet must stay as it is: the subnets would have to be replaced while NAT gateways hold their addresses.',
    ],
    [
      {},
      { network: { firstPrivateSubnet: 30 } },
      'network.firstPrivateSubnet',
      'First private subnet must stay as it is: the subnets would have to be replaced with everything that lives in them.',
    ],
    [
      {},
      { database: { name: 'other' } },
      'database.name',
      'Database name must stay as it is: the database would have to be replaced, and what it holds with it.',
    ],
    [
      {},
      { encryption: { key: 'aws-managed' } },
      'encryption.key',
      'Encryption key must stay as it is: every store would have to be replaced, and what it holds with it.',
    ],
    [
      {},
      { secrets: { database: 'video/db' } },
      'secrets.database',
      'Database secret must stay empty: the master user comes from it, and the database would have to be replaced.',
    ],
    [
      { secrets: { database: 'video/db' } },
      { secrets: { database: 'other/db' } },
      'secrets.database',
      'Database secret must stay as it is: the master user comes from it, and the database would have to be replaced.',
    ],
    [
      inThreeZones,
      {},
      'network.zones',
      'Availability zones must not be fewer than the 3 the environment has: its database or cache may live in any of them.',
    ],
    [
      apiPath('/content/{id}'),
      apiPath('/content/{name}'),
      'api.path',
      'API path must keep the name of its parameter: a REST API cannot have two in the same place, and the new one is made before the old one goes.',
    ],
    [
      { database: { version: '17' } },
      {},
      'database.version',
      "PostgreSQL version must not be older than the database's, 17.9: AWS upgrades a database but never takes it back.",
    ],
    [
      { database: { kind: 'rds', storageGiB: 100 } },
      rds,
      'database.storageGiB',
      'Database storage must be at least the 100 GiB the database has: AWS enlarges storage but never shrinks it. It is 20.',
    ],
    [
      { database: { kind: 'rds', storageGiB: 30 } },
      { database: { kind: 'rds', storageGiB: 32 } },
      'database.storageGiB',
      'Database storage must stay 30 GiB or be at least 33: AWS enlarges storage by at least 10 %. It is 32.',
    ],
    [
      { network: { zoneIds: ['euw2-az1', 'euw2-az3'] } },
      { network: { zoneIds: ['euw2-az1', 'euw2-az2'] } },
      'network.zoneIds',
      'Zone ids must begin with those the environment has, euw2-az1, euw2-az3: a subnet cannot move.',
    ],
    [
      {},
      { network: { zoneIds: ['euw2-az1', 'euw2-az2'] } },
      'network.zoneIds',
      'Zone ids must be left out: the environment was made without them, and a subnet cannot move.',
    ],
    [
      { api: { kind: 'http', path: '/a/{proxy+}', tracing: false } },
      { api: { kind: 'http', path: '/a', tracing: false } },
      'api.path',
      'API path must not be /a, which /a/{proxy+} also serves: an HTTP API cannot have a route twice, and the new one is made before the old one goes. Change it to another path first.',
    ],
    [
      {},
      { cache: { version: '7.0' } },
      'cache.version',
      "Cache version must not be older than the cache's, 7.1: AWS upgrades a cache but never takes it back.",
    ],
    [
      { cache: { kind: 'serverless', engine: 'valkey', version: '8' } },
      { cache: { kind: 'serverless' } },
      'cache.engine',
      'Cache engine must stay valkey: AWS takes a serverless cache from Valkey to Redis only in version 7.',
    ],
    [
      shards(4),
      shards(9),
      'stream.shards',
      'Shards must be from 2 to 8: Kinesis at most halves or doubles the 4 there are in one change. It is 9.',
    ],
    [
      shards(5),
      shards(2),
      'stream.shards',
      'Shards must be from 3 to 10: Kinesis at most halves or doubles the 5 there are in one change. It is 2.',
    ],
  ];

const allowed: [what: string, running: Given, next: Given][] = [
  ['what differs in nothing', {}, {}],
  [
    'limits of scaling',
    {},
    { service: { minTasks: 4, maxTasks: 40 }, worker: { maxTasks: 12 } },
  ],
  ['more zones', {}, inThreeZones],
  [
    'fewer zones where no store is bound to one',
    { ...inThreeZones, database: { kind: 'none' }, cache: { kind: 'none' } },
    { database: { kind: 'none' }, cache: { kind: 'none' } },
  ],
  ['a newer database', {}, { database: { version: '17' } }],
  [
    'storage that grows by 10 %',
    { database: { kind: 'rds', storageGiB: 30 } },
    { database: { kind: 'rds', storageGiB: 33 } },
  ],
  [
    'a serverless cache of Valkey 7 back to Redis 7',
    { cache: { kind: 'serverless', engine: 'valkey', version: '7' } },
    { cache: { kind: 'serverless' } },
  ],
  [
    'a further zone after those there are',
    { network: { zoneIds: ['euw2-az1', 'euw2-az3'] } },
    {
      network: {
        zones: 3,
        zoneIds: ['euw2-az1', 'euw2-az3', 'euw2-az2'],
      },
    },
  ],
  [
    'a request without zones, which keeps those there are',
    { network: { zoneIds: ['euw2-az1', 'euw2-az3'] } },
    { worker: { maxTasks: 4 } },
  ],
  [
    'the newest minor version, named or not',
    { database: { version: '16' } },
    { database: { version: '16.13' } },
  ],
  [
    'another kind of database, with a name and a secret of its own',
    {},
    {
      database: { kind: 'rds', name: 'other', version: '15' },
      secrets: { database: 'video/db' },
    },
  ],
  [
    'the name of a database where there was none',
    { database: { kind: 'none' } },
    { database: { name: 'other' } },
  ],
  ['another kind of cache', {}, { cache: { kind: 'serverless' } }],
  [
    'another engine of a replication group',
    { cache: { engine: 'valkey' } },
    { cache: { version: '7.0' } },
  ],
  ['twice the shards', shards(4), shards(8)],
  ['half the shards', shards(4), shards(2)],
  ['a stream on demand', {}, { stream: { mode: 'on-demand' } }],
  ['another path', apiPath('/content/{id}'), apiPath('/media/{name}')],
  ['the parts around them', rds, { ...rds, storage: { enabled: false } }],
];

describe('the change of an environment that exists', () => {
  it.each(refused)(
    'from %j to %j is refused at %s',
    (running, next, ...reported) => {
      const [path, message] = reported;
      expect(problemsOf(running, next)).toEqual([{ path, message }]);
    },
  );

  it.each(allowed)('allows %s', (_, running, next) => {
    expect(problemsOf(running, next)).toEqual([]);
  });

  it('allows a request of the major version of a database that is newer than the versions compiled in', () => {
    const running = { ...specOf(), databaseVersion: '16.99' };
    expect(checkChange(running, specOf())).toEqual([]);
  });

  it('reports every problem at once', () => {
    expect(
      problemsOf(inThreeZones, {
        network: { cidr: '10.1.0.0/16', firstPublicSubnet: 3 },
        stream: { shards: 100 },
      }).map(({ path }) => path),
    ).toEqual([
      'network.cidr',
      'network.firstPublicSubnet',
      'network.zones',
      'stream.shards',
    ]);
  });

  it('is limited only by these values', () => {
    expect(fixedValues.map(({ path }) => path)).toEqual([
      'network.cidr',
      'network.firstPublicSubnet',
      'network.firstPrivateSubnet',
      'database.name',
      'encryption.key',
      'secrets.database',
    ]);
  });
});
