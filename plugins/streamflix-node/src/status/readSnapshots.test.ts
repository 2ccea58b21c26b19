import { setTimeout as sleep } from 'node:timers/promises';
import {
  deriveStatus,
  type ComponentKind,
  type EnvironmentRef,
  type StackSnapshot,
} from '@streamflix/backstage-plugin-streamflix-common';
import { AwsError, type LocalAws } from '@streamflix/local-aws';
import { CallRecorder } from '../__testUtils__/CallRecorder';
import { deployed } from '../__testUtils__/deployed';
import { accessTo, account, startAccess } from '../__testUtils__/startAccess';
import type { AwsAccess } from '../aws/AwsAccess';
import { listEnvironments } from './listEnvironments';
import { readSnapshot } from './readSnapshot';
import { readSnapshots } from './readSnapshots';
import { onAwsErrorDetails } from '../aws/AwsError';

jest.setTimeout(60_000);

const region = 'eu-west-2';
const target = { account, region };
const kinds: ComponentKind[] = ['ecs', 'database', 'cache', 'stream', 'api'];

const recorder = new CallRecorder();
let aws: LocalAws;
let access: AwsAccess;
let complete: EnvironmentRef;
let delivery: EnvironmentRef;

beforeAll(async () => {
  ({ aws, access } = await startAccess({ faults: [recorder] }));
  const owner = 'group:default/video';
  [complete, delivery] = await Promise.all([
    deployed(access, { suffix: 'all', region, owner, blueprint: 'complete' }),
    deployed(access, {
      suffix: 'cdn',
      region,
      owner,
      blueprint: 'content-delivery',
    }),
  ]);
});
afterAll(() => aws.stop());
beforeEach(() => recorder.reset());

const fails = (operations: readonly string[], code: string, status = 400) => {
  recorder.fault = operation => {
    if (operations.includes(operation)) {
      throw new AwsError(code, 'For the test.', status);
    }
  };
};

function factsOf<K extends ComponentKind>(snapshot: StackSnapshot, kind: K) {
  const reading = snapshot.components[kind];
  if (!reading?.ok) throw new Error(reading?.reason ?? `There is no ${kind}.`);
  return reading.value as Extract<typeof reading, { ok: true }>['value'];
}

describe('a snapshot of an environment that runs', () => {
  it('contains what each service reports about the complete blueprint', async () => {
    const snapshot = await readSnapshot(access, complete);
    expect(snapshot).toMatchObject({
      ref: complete,
      stack: {
        ok: true,
        value: {
          status: 'CREATE_COMPLETE',
          blueprint: 'complete',
          owner: 'group:default/video',
        },
      },
      spec: { ok: true, value: { suffix: 'all', region } },
      localAws: true,
    });
    expect(snapshot.progress).toBeUndefined();
    expect(factsOf(snapshot, 'ecs')).toMatchObject({
      cluster: 'cluster-all',
      services: [
        { name: 'service-all', desired: 2, running: 2, rollout: 'COMPLETED' },
        { name: 'worker-all', desired: 1, running: 1, rollout: 'COMPLETED' },
      ],
    });
    expect(factsOf(snapshot, 'database')).toMatchObject({
      kind: 'aurora',
      status: 'available',
      engine: 'aurora-postgresql',
      members: [{ role: 'writer' }, { role: 'reader' }],
      capacity: { min: 0.5, max: 4 },
      multiAz: true,
    });
    expect(factsOf(snapshot, 'cache')).toMatchObject({
      kind: 'replication-group',
      status: 'available',
      nodes: [{ role: 'primary' }, { role: 'replica' }],
      zones: [`${region}a`, `${region}b`],
    });
    expect(factsOf(snapshot, 'stream')).toMatchObject({
      status: 'ACTIVE',
      mode: 'provisioned',
      openShards: 2,
      retentionHours: 24,
    });
    expect(factsOf(snapshot, 'api')).toMatchObject({
      kind: 'rest',
      name: 'api-all',
      stage: 'prod',
      url: expect.stringMatching(/^https:.*\/prod/),
    });
  });

  it('contains the other kinds of database, cache and API, and no stream where there is none', async () => {
    const snapshot = await readSnapshot(access, delivery);
    expect(factsOf(snapshot, 'database')).toMatchObject({
      kind: 'rds',
      members: [{ role: 'instance' }, { role: 'standby' }],
      capacity: { instanceClass: 'db.t3.micro' },
      multiAz: true,
    });
    expect(factsOf(snapshot, 'cache')).toMatchObject({
      kind: 'serverless',
      nodes: [],
      engine: 'redis',
    });
    expect(factsOf(snapshot, 'api')).toMatchObject({
      kind: 'http',
      name: 'api-cdn',
    });
    expect(snapshot.components.stream).toBeUndefined();
  });

  it('contains an hour of every main metric at five minutes', async () => {
    // At this speed local AWS has more than an hour of data for what is a second old.
    await sleep(1_000);
    const status = deriveStatus(await readSnapshot(access, complete));
    expect(status.components.map(({ kind }) => kind)).toEqual(kinds);
    const plots = status.components.map(component => component.plots);
    expect(plots.map(({ length }) => length)).toEqual([2, 1, 1, 1, 1]);
    for (const { points } of plots.flat()) {
      const times = points.map(({ at }) => Date.parse(at));
      expect(times).toHaveLength(12);
      expect(times).toEqual([...times].sort());
      expect(times[11] - times[0]).toBe(55 * 60_000);
    }
  });

  it('is healthy in all its parts', async () => {
    const snapshots = await Promise.all([
      readSnapshot(access, complete),
      readSnapshot(access, delivery),
    ]);
    expect(snapshots.map(deriveStatus)).toMatchObject([
      { health: 'healthy', reasons: [] },
      { health: 'healthy', reasons: [] },
    ]);
  });
});

describe('reading all environments of a target', () => {
  it('asks each service in its batch form, and CloudWatch once for all', async () => {
    const { items } = await listEnvironments(access, { targets: [target] });
    recorder.reset();
    const snapshots = await readSnapshots(accessTo(aws.url), target, items);
    expect(snapshots.map(({ ref }) => ref.suffix).sort()).toEqual([
      'all',
      'cdn',
    ]);
    expect(recorder.counts()).toEqual({
      'sts:GetCallerIdentity': 1,
      'cloudformation:GetTemplate': 2,
      'ecs:DescribeServices': 2,
      'rds:DescribeDBClusters': 1,
      'rds:DescribeDBInstances': 2,
      'elasticache:DescribeReplicationGroups': 1,
      'elasticache:DescribeServerlessCaches': 1,
      'kinesis:DescribeStreamSummary': 1,
      'apigateway:GetStage': 2,
      'apigateway:GetVpcLinks': 1,
      'monitoring:GetMetricData': 1,
    });
  });

  it('reads a template only once as long as its stack does not change', async () => {
    await readSnapshot(access, complete);
    recorder.reset();
    const { spec } = await readSnapshot(access, complete);
    expect(spec.ok).toBe(true);
    expect(recorder.counts()).not.toHaveProperty('cloudformation:GetTemplate');
  });
});

describe('refreshing all environments of a target', () => {
  const refresh = async (reader: AwsAccess, until: number) => {
    const { items } = await listEnvironments(reader, { targets: [target] });
    recorder.reset();
    return readSnapshots(reader, target, items, { until });
  };
  const later = () => Date.now() + 60_000;
  const rare = [
    'cloudformation:GetTemplate',
    'kinesis:DescribeStreamSummary',
    'apigateway:GetStage',
  ];

  it('does not read again what changes only with a stack', async () => {
    const reader = accessTo(aws.url);
    await refresh(reader, later());
    expect(Object.keys(recorder.counts())).toEqual(
      expect.arrayContaining(rare),
    );
    const again = await refresh(reader, later());
    const calls = Object.keys(recorder.counts());
    expect(calls.filter(call => rare.includes(call))).toEqual([]);
    expect(calls).toContain('ecs:DescribeServices');
    expect(again.map(deriveStatus)).toMatchObject([
      { health: 'healthy' },
      { health: 'healthy' },
    ]);
  });

  it('shows what it had no time to read as unknown, and reads it later', async () => {
    const reader = accessTo(aws.url);
    const hurried = await refresh(reader, 0);
    for (const status of hurried.map(deriveStatus)) {
      expect(status.health).toBe('unknown');
      expect(status.reasons).toContainEqual(
        expect.stringContaining('It has not been read yet'),
      );
    }
    const unhurried = await refresh(reader, later());
    expect(unhurried.map(deriveStatus)).toMatchObject([
      { health: 'healthy' },
      { health: 'healthy' },
    ]);
  });

  it('still reads everything when a user asks for one environment', async () => {
    const reader = accessTo(aws.url);
    await refresh(reader, later());
    recorder.reset();
    await readSnapshot(reader, complete);
    expect(recorder.counts()).toMatchObject({
      'kinesis:DescribeStreamSummary': 1,
      'apigateway:GetStage': 1,
    });
  });
});

describe('what cannot be read', () => {
  it.each<[ComponentKind, string[]]>([
    ['ecs', ['DescribeServices']],
    ['database', ['DescribeDBClusters']],
    ['database', ['DescribeDBInstances']],
    ['cache', ['DescribeReplicationGroups']],
    ['stream', ['DescribeStreamSummary']],
    ['api', ['GetStage']],
  ])('hides nothing else: %s, when AWS denies %s', async (kind, operations) => {
    fails(operations, 'AccessDeniedException');
    const { components } = await readSnapshot(access, complete);
    const unread = kinds.filter(each => !components[each]?.ok);
    expect(unread).toEqual([kind]);
    expect(components[kind]).toMatchObject({
      ok: false,
      reason: expect.stringMatching(
        /^AWS denies [a-z]+:.* in eu-west-2, which this installation needs\./,
      ),
    });
    expect(components[kind]).not.toHaveProperty('missing');
  });

  it('contains that the VPC link of an API had no traffic for 60 days', async () => {
    aws.faults.add({ kind: 'idle-vpc-link', name: 'vpc-link-all', id: 'idle' });
    const snapshot = await readSnapshot(access, complete);
    aws.faults.remove('idle');
    expect(factsOf(snapshot, 'api').link).toMatchObject({
      ok: true,
      value: { name: 'vpc-link-all', status: 'INACTIVE' },
    });
    expect(deriveStatus(snapshot)).toMatchObject({
      health: 'failing',
      reasons: [expect.stringMatching(/^VPC link vpc-link-all is INACTIVE/)],
    });
  });

  it('leaves an API whose VPC link AWS denies without an answer about the link only', async () => {
    fails(['GetVpcLinks'], 'AccessDeniedException');
    const snapshot = await readSnapshot(access, complete);
    expect(snapshot.components.api).toMatchObject({
      ok: true,
      value: {
        link: {
          ok: false,
          reason: expect.stringContaining('AWS denies apigateway:'),
        },
      },
    });
    expect(deriveStatus(snapshot).components).toContainEqual(
      expect.objectContaining({ kind: 'api', health: 'unknown' }),
    );
  });

  it('is reported in full for logs, and without identity, account and host for users', async () => {
    const logged: string[] = [];
    const end = onAwsErrorDetails(message => logged.push(message));
    recorder.fault = operation => {
      if (operation === 'DescribeServices') {
        throw new AwsError(
          'AccessDenied',
          'User: arn:aws:sts::999988887777:assumed-role/portal/x is not authorized to perform: ecs:DescribeServices',
        );
      }
      if (operation === 'DescribeStreamSummary') {
        throw new AwsError('Oddity', 'proxy.internal:8080 is odd\u001b[2J');
      }
    };
    const snapshot = JSON.stringify(await readSnapshot(access, complete));
    end();
    expect(snapshot).toContain('AWS denies ecs:DescribeServices in eu-west-2');
    expect(snapshot).not.toMatch(/999988887777|portal|proxy\.internal/);
    expect(logged).toEqual([
      expect.stringContaining(
        'arn:aws:sts::999988887777:assumed-role/portal/x',
      ),
      expect.stringContaining('(Oddity: proxy.internal:8080 is odd [2J)'),
    ]);
  });

  it.each([
    ['InternalFailure', 'DescribeStreamSummary', 'stream', /could not answer/],
    ['ExpiredTokenException', 'DescribeServices', 'ecs', /have expired/],
  ] as const)(
    'reports it in a message: %s of %s',
    async (code, operation, kind, reason) => {
      fails([operation], code);
      const { components } = await readSnapshot(access, complete);
      expect(components[kind]).toMatchObject({
        ok: false,
        reason: expect.stringMatching(reason),
      });
    },
  );

  it('reports throttling, whatever error the service uses for it', async () => {
    recorder.fault = operation => {
      if (operation === 'DescribeServices') {
        throw new AwsError('ThrottlingException', 'Rate exceeded');
      }
      if (operation === 'DescribeStreamSummary') {
        throw new AwsError('LimitExceededException', 'Rate exceeded');
      }
    };
    const { components } = await readSnapshot(access, complete);
    expect(components.ecs).toMatchObject({
      ok: false,
      reason: expect.stringMatching(/^AWS throttles ecs:DescribeServices /),
    });
    expect(components.stream).toMatchObject({
      ok: false,
      reason: expect.stringMatching(/^AWS throttles kinesis:Describe/),
    });
  });

  it('leaves the facts standing when only the metrics are denied', async () => {
    fails(['GetMetricData'], 'AccessDenied', 403);
    const snapshot = await readSnapshot(access, complete);
    for (const kind of kinds) expect(snapshot.components[kind]?.ok).toBe(true);
    expect(factsOf(snapshot, 'stream').metrics).toMatchObject({
      ok: false,
      reason: expect.stringContaining('AWS denies cloudwatch:GetMetricData'),
    });
    expect(deriveStatus(snapshot).health).toBe('unknown');
  });

  it('leaves the parts standing when the template is denied', async () => {
    fails(['GetTemplate'], 'AccessDenied', 403);
    const snapshot = await readSnapshot(accessTo(aws.url), complete);
    expect(snapshot.spec).toMatchObject({
      ok: false,
      reason: expect.stringContaining('cloudformation:GetTemplate'),
    });
    for (const kind of kinds) expect(snapshot.components[kind]?.ok).toBe(true);
    expect(deriveStatus(snapshot).health).toBe('unknown');
  });

  it('is the stack itself, when that is denied', async () => {
    fails(['DescribeStacks'], 'AccessDenied', 403);
    const snapshot = await readSnapshot(access, complete);
    expect(snapshot.stack).toMatchObject({
      ok: false,
      reason: expect.stringContaining('cloudformation:DescribeStacks'),
    });
    expect(deriveStatus(snapshot)).toMatchObject({ health: 'unknown' });
  });

  it('is everything, when AWS cannot be reached', async () => {
    const gone = await startAccess();
    await gone.aws.stop();
    const snapshot = await readSnapshot(gone.access, complete);
    expect(snapshot).toMatchObject({
      stack: {
        ok: false,
        reason: expect.stringMatching(/^AWS cannot be reached in /),
      },
      localAws: false,
    });
  });
});

describe('an environment', () => {
  it('is not there when there is no such stack', async () => {
    const snapshot = await readSnapshot(access, {
      ...target,
      suffix: 'nobody',
    });
    expect(snapshot.stack).toMatchObject({ ok: true, value: undefined });
    expect(deriveStatus(snapshot).health).toBe('absent');
  });

  it.each<[ComponentKind, string, string, RegExp]>([
    ['stream', 'AWS::Kinesis::Stream', 'stream-all', /no stream stream-all/],
    ['ecs', 'AWS::ECS::Service', 'worker-all', /no service worker-all/],
    [
      'cache',
      'AWS::ElastiCache::ReplicationGroup',
      'redis-cache-all',
      /redis-cache-all/,
    ],
    ['database', 'AWS::RDS::DBCluster', 'database-all', /cluster database-all/],
    ['api', 'AWS::ApiGateway::Stage', 'prod', /no REST API/],
  ])(
    'whose %s was deleted by hand is failing',
    async (kind, type, name, reason) => {
      const resource = aws.world
        .list(region, type)
        .find(
          ({ physicalId, properties }) =>
            physicalId === name ||
            physicalId.endsWith(`/${name}`) ||
            properties.StageName === name,
        );
      if (!resource) throw new Error(`There is no ${type} ${name}.`);
      aws.world.remove(resource);
      try {
        const snapshot = await readSnapshot(access, complete);
        expect(snapshot.components[kind]).toMatchObject({
          ok: false,
          missing: true,
          reason: expect.stringMatching(reason),
        });
        expect(deriveStatus(snapshot)).toMatchObject({ health: 'failing' });
      } finally {
        aws.world.add(resource);
      }
    },
  );
});
