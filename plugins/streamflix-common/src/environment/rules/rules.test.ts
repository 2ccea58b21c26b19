import type { EnvironmentInput } from '../EnvironmentSpec';
import { resolveSpec } from '../resolveSpec';

const cases: [given: Partial<EnvironmentInput>, problem: string][] = [
  [
    { service: { minTasks: 3, maxTasks: 2 } },
    'Maximum service tasks must be at least the minimum, 3; it is 2.',
  ],
  [
    { worker: { minTasks: 9, maxTasks: 8 } },
    'Maximum worker tasks must be at least the minimum, 9; it is 8.',
  ],
  [
    { service: { cpu: 256, memory: 4096 } },
    'Memory of a service task must be 0.5, 1 or 2 GiB (512, 1024 or 2048) with 0.25 vCPU; it is 4 GiB (4096).',
  ],
  [
    { worker: { cpu: 8192, memory: 17_408 } },
    'Memory of a worker task must be from 16 GiB (16384) to 60 GiB (61440) in steps of 4 GiB (4096) with 8 vCPU; it is 17 GiB (17408).',
  ],
  [
    { service: { fargateBase: 0, fargateWeight: 0, spotWeight: 0 } },
    'FARGATE weight of the service and its FARGATE_SPOT weight must not both be 0.',
  ],
  [
    { worker: { fargateBase: 1, fargateWeight: 0 } },
    'On-demand base of the worker must be 0 when its FARGATE weight is 0.',
  ],
  [
    { secrets: { apiKeys: ['a', 'a'] } },
    'API key secrets must not name a secret twice.',
  ],
  [
    { database: { kind: 'none' }, secrets: { database: 'video/db' } },
    'Database secret must be left out: the environment has no database.',
  ],
  [
    { service: { enabled: false } },
    'API must be none when the API service is off: it would have nothing to call.',
  ],
  [
    { api: { kind: 'none' } },
    'API must be rest or http when the API service is on: the service is reached only through it.',
  ],
  [
    {
      service: { enabled: false },
      worker: { enabled: false },
      api: { kind: 'none' },
      deadLetters: { enabled: false },
    },
    'API service or Stream worker must be on: an environment runs at least one of them.',
  ],
  [
    { api: { kind: 'http', tracing: true } },
    'X-Ray tracing must be left out: only REST APIs trace, and the API is not REST.',
  ],
  [
    { stream: { mode: 'none' } },
    'Stream worker must be off when there is no ingest stream: it would have nothing to read.',
  ],
  [
    { worker: { enabled: false } },
    'Dead-letter queue must be off when the stream worker is off: nothing would send to it.',
  ],
  [
    { database: { minCapacity: 8, maxCapacity: 2 } },
    'Maximum database capacity must be at least the minimum, 8; it is 2.',
  ],
  [
    { database: { version: '12' } },
    'PostgreSQL version must be of one of the major versions 15, 16, 17, 18.',
  ],
  [
    { database: { backupWindow: '03:00-03:10' } },
    'Backup window must last at least 30 minutes.',
  ],
  [
    { database: { maintenanceWindow: 'sun:04:00-sun:04:10' } },
    'Maintenance window must last from 30 minutes to 24 hours.',
  ],
  [
    {
      database: {
        backupWindow: '23:30-00:30',
        maintenanceWindow: 'mon:00:00-mon:01:00',
      },
    },
    'Backup window and Maintenance window must not overlap.',
  ],
  [
    { database: { storageGiB: 100 } },
    'Database storage must be left out: it belongs to RDS for PostgreSQL, and the database is not RDS.',
  ],
  [
    { database: { kind: 'rds', instances: 2 } },
    'Aurora instances must be left out: it belongs to Aurora, and the database is not Aurora.',
  ],
  [
    { cache: { engine: 'valkey', version: '6.2' } },
    'Cache version must be of one of the major versions of valkey: 7, 8, 9.',
  ],
  [
    { cache: { version: '7' } },
    'Cache version must have a minor version for a replication group, such as 7.0.',
  ],
  [
    { cache: { kind: 'serverless', version: '7.1' } },
    'Cache version must be only a major version for a serverless cache, such as 7.',
  ],
  [
    { cache: { kind: 'serverless', nodes: 3 } },
    'Cache nodes must be left out: it belongs to a replication group, and the cache is not one.',
  ],
  [
    { cache: { maxEcpu: 2000 } },
    'Maximum cache ECPU must be left out: it belongs to a serverless cache, and the cache is not one.',
  ],
  [
    { stream: { mode: 'on-demand', shards: 4 } },
    'Shards must be left out: it belongs to a provisioned stream, and the stream is not one.',
  ],
  [
    { observability: { alarms: false, alarmEmail: 'ops@example.com' } },
    'Alarm e-mail must be left out when alarms are off.',
  ],
  [
    { network: { cidr: '10.1.0.0/20', firstPrivateSubnet: 15 } },
    'First private subnet must be at most 14 for 2 zones in a VPC address range of this size; it is 15.',
  ],
  [
    { network: { cidr: '10.0.8.0/16' } },
    'VPC address range must begin at a multiple of its size.',
  ],
  [
    { network: { zones: 3, firstPrivateSubnet: 3 } },
    'First private subnet must be at least 3 blocks away from the first public one, 1; it is 3.',
  ],
  [
    { tags: { 'aws:x': '1' } },
    'Tags, entry 1, must not begin with aws: or streamflix:.',
  ],
  [
    { tags: { Team: 'a', team: 'b' } },
    'Tags, entry 2, must not repeat the key of entry 1: to the roles of the environment, upper and lower case are the same.',
  ],
  [
    { database: { name: 'admin' } },
    'Database name must not be a word that PostgreSQL or RDS reserves; admin is one.',
  ],
  [
    { tags: { owner: 'me' } },
    'Tags must not set Owner: the platform writes it itself.',
  ],
  [
    {
      tags: Object.fromEntries(
        Array.from({ length: 36 }, (_, i) => [`key${i}`, 'v']),
      ),
    },
    'Tags must be at most 35; there are 36.',
  ],
];

it('refuse the keys that an installation gives the tags of the platform', () => {
  const resolution = resolveSpec(
    {
      suffix: 'abc',
      region: 'eu-west-2',
      blueprint: 'complete',
      owner: 'group:default/video',
      tags: { 'Cost-Center': '1' },
    },
    { tagKeys: ['cost-center'] },
  );
  expect(resolution).toMatchObject({
    ok: false,
    problems: [
      {
        path: 'tags',
        message:
          'Tags must not set cost-center: the platform writes it itself.',
      },
    ],
  });
});

describe('the rules between fields', () => {
  it.each(cases)('of %j report it, and nothing else', (given, problem) => {
    const resolution = resolveSpec({
      suffix: 'demo',
      region: 'eu-west-2',
      blueprint: 'complete',
      owner: 'group:default/video',
      ...given,
    });
    expect(resolution).toEqual({
      ok: false,
      problems: [{ path: expect.any(String), message: problem }],
    });
  });
});
