import {
  deriveStatus,
  resolveSpec,
  type BlueprintId,
  type EnvironmentSpec,
  type EnvironmentStatus,
  type MetricSeries,
  type Metrics,
  type Reading,
  type StackSnapshot,
} from '@streamflix/backstage-plugin-streamflix-common';

/** Snapshots as the readers create them; the real rules derive the status, so no card gets an impossible one. */
const now = Date.now();
const iso = (minutesAgo: number) =>
  new Date(now - minutesAgo * 60_000).toISOString();
const readAt = iso(0);

const ok = <T>(value: T): Reading<T> => ({ ok: true, value, readAt });

/** One point per five minutes over the last hour, around a mean. */
function series(
  unit: MetricSeries['unit'],
  middle: number,
  swing: number,
): MetricSeries {
  return {
    unit,
    points: Array.from({ length: 12 }, (_, index) => ({
      at: iso(60 - index * 5),
      value: middle + swing * Math.sin(index / 1.7),
    })),
  };
}

const measured = <N extends string>(metrics: Metrics<N>) => ok(metrics);

function specOf(
  blueprint: BlueprintId,
  suffix: string,
  region: string,
): EnvironmentSpec {
  const resolution = resolveSpec({
    suffix,
    region,
    blueprint,
    owner: 'group:default/video',
    ...(blueprint === 'broadcast' && {
      secrets: {
        database: 'streamflix/database',
        apiKeys: ['streamflix/api-keys'],
      },
    }),
  });
  if (!resolution.ok) throw new Error(JSON.stringify(resolution.problems));
  return resolution.spec;
}

const ecsService = (name: string, desired: number, running = desired) => ({
  name,
  status: 'ACTIVE',
  desired,
  running,
  pending: 0,
  rollout: 'COMPLETED' as const,
  stoppedTasks: [],
  metrics: measured({
    cpu: series('percent', 34, 12),
    memory: series('percent', 51, 3),
  }),
});

/** A healthy environment of a blueprint. */
export function healthySnapshot(
  suffix = 'demo',
  blueprint: BlueprintId = 'complete',
  region = 'eu-west-2',
): StackSnapshot {
  const spec = specOf(blueprint, suffix, region);
  const has = {
    worker: spec.worker.enabled,
    service: spec.service.enabled,
    cache: spec.cache.kind !== 'none',
    stream: spec.stream.mode !== 'none',
    api: spec.api.kind,
  };
  return {
    ref: { account: '000000000000', region, suffix },
    stack: ok({
      stackArn: `arn:aws:cloudformation:${region}:000000000000:stack/streamflix-${suffix}/1`,
      stackName: `streamflix-${suffix}`,
      status: 'CREATE_COMPLETE',
      createdAt: iso(3 * 24 * 60),
      terminationProtection: false,
      blueprint,
      version: '0.1.0',
      owner: 'group:default/video',
      outputs: {},
    }),
    spec: ok(spec),
    components: {
      ecs: ok({
        cluster: `cluster-${suffix}`,
        services: [
          ...(has.service ? [ecsService(`service-${suffix}`, 2)] : []),
          ...(has.worker ? [ecsService(`worker-${suffix}`, 1)] : []),
        ],
      }),
      database: ok({
        kind: 'aurora',
        id: `aurora-${suffix}`,
        status: 'available',
        engine: 'aurora-postgresql',
        engineVersion: '16.13',
        members: [
          {
            id: `aurora-${suffix}-1`,
            role: 'writer',
            status: 'available',
            zone: `${region}a`,
          },
          {
            id: `aurora-${suffix}-2`,
            role: 'reader',
            status: 'available',
            zone: `${region}b`,
          },
        ],
        capacity: { min: 0.5, max: 4 },
        multiAz: true,
        metrics: measured({
          cpu: series('percent', 22, 8),
          connections: series('count', 14, 4),
          capacity: series('acu', 1.5, 0.5),
        }),
      }),
      ...(has.cache && {
        cache: ok({
          kind: 'replication-group' as const,
          id: `cache-${suffix}`,
          status: 'available',
          engine: 'redis',
          engineVersion: '7.1.0',
          nodes: [
            {
              id: `cache-${suffix}-001`,
              role: 'primary' as const,
              zone: `${region}a`,
            },
            {
              id: `cache-${suffix}-002`,
              role: 'replica' as const,
              zone: `${region}b`,
            },
          ],
          zones: [`${region}a`, `${region}b`],
          metrics: measured({
            cpu: series('percent', 8, 3),
            memory: series('percent', 30, 2),
            hitRate: series('percent', 94, 3),
            connections: series('count', 20, 5),
          }),
        }),
      }),
      ...(has.stream && {
        stream: ok({
          name: `stream-${suffix}`,
          status: 'ACTIVE',
          mode: 'provisioned' as const,
          openShards: spec.stream.shards,
          retentionHours: 24,
          metrics: measured({
            iteratorAge: series('milliseconds', 900, 400),
            incomingRecords: series('count', 12_000, 4_000),
            throttled: { unit: 'count' as const, points: [] },
          }),
        }),
      }),
      ...(has.api !== 'none' && {
        api: ok({
          kind: has.api,
          id: 'a1b2c3d4e5',
          name: `api-${suffix}`,
          stage: 'prod',
          url: `https://a1b2c3d4e5.execute-api.${region}.amazonaws.com/prod`,
          deployedAt: iso(3 * 24 * 60),
          metrics: measured({
            requests: series('count', 5_000, 2_000),
            latency: series('milliseconds', 48, 20),
            clientErrors: series('count', 30, 10),
            serverErrors: { unit: 'count' as const, points: [] },
          }),
        }),
      }),
    },
    localAws: false,
    readAt,
  };
}

const withStack = (
  snapshot: StackSnapshot,
  changes: { status: string; updatedAt?: string },
): StackSnapshot => ({
  ...snapshot,
  stack:
    snapshot.stack.ok && snapshot.stack.value
      ? ok({ ...snapshot.stack.value, ...changes })
      : snapshot.stack,
});

/** Two of its tasks stopped, with AWS's reason. */
export function degradedSnapshot(suffix = 'short'): StackSnapshot {
  const snapshot = healthySnapshot(suffix);
  return {
    ...snapshot,
    components: {
      ...snapshot.components,
      ecs: ok({
        cluster: `cluster-${suffix}`,
        services: [
          {
            ...ecsService(`service-${suffix}`, 2, 1),
            stoppedTasks: [
              {
                taskId: '0a1b2c',
                reason:
                  'OutOfMemoryError: Container killed due to memory usage',
                stoppedAt: iso(4),
              },
            ],
          },
          ecsService(`worker-${suffix}`, 1),
        ],
      }),
    },
  };
}

/** A third of it is created. */
export const deployingSnapshot = (suffix = 'coming'): StackSnapshot => ({
  ...withStack(healthySnapshot(suffix), { status: 'CREATE_IN_PROGRESS' }),
  progress: {
    operation: 'creating',
    operationId: 'deploy-1',
    done: 28,
    total: 84,
    current: ['DatabaseWriter', 'CacheReplicationGroup'],
    startedAt: iso(4),
  },
  components: {},
  localAws: true,
});

/** Its creation failed, and the cause is known. */
export const failedSnapshot = (suffix = 'broken'): StackSnapshot => ({
  ...withStack(healthySnapshot(suffix), { status: 'ROLLBACK_COMPLETE' }),
  components: {},
  explanation: {
    resource: { logicalId: 'ApiService', type: 'AWS::ECS::Service' },
    awsMessage:
      'Resource handler returned message: "CannotPullContainerError: image missing not found"',
    id: 'image-missing',
    cause: 'ECS could not pull the container image of the service.',
    resolution:
      'Push the image, or give the name of one that is there under “Image of the service”, and deploy again.',
  },
});

/** Nothing about it could be read. */
export const unknownSnapshot = (suffix = 'hidden'): StackSnapshot => ({
  ...healthySnapshot(suffix),
  stack: {
    ok: false,
    reason: 'AWS denies cloudformation:DescribeStacks in eu-west-2.',
    readAt,
  },
  components: {},
});

/** One component could not be read. */
export function partialSnapshot(suffix = 'partly'): StackSnapshot {
  const snapshot = healthySnapshot(suffix);
  return {
    ...snapshot,
    components: {
      ...snapshot.components,
      cache: {
        ok: false,
        reason: 'AWS throttles elasticache:DescribeReplicationGroups.',
        readAt,
      },
      database:
        snapshot.components.database?.ok === true
          ? ok({
              ...snapshot.components.database.value,
              metrics: {
                ok: false,
                reason: 'AWS denies cloudwatch:GetMetricData in eu-west-2.',
                readAt,
              },
            })
          : undefined,
    },
  };
}

/** Its API reaches nothing any more. */
export function inactiveLinkSnapshot(suffix = 'idle'): StackSnapshot {
  const snapshot = healthySnapshot(suffix);
  const { api } = snapshot.components;
  const link = ok({ name: `vpc-link-${suffix}`, status: 'INACTIVE' });
  return {
    ...snapshot,
    components: {
      ...snapshot.components,
      api: api?.ok ? ok({ ...api.value, link }) : api,
    },
  };
}

/** The stack no longer exists. */
export const absentSnapshot = (suffix = 'gone'): StackSnapshot => ({
  ...healthySnapshot(suffix),
  stack: ok(undefined),
  components: {},
});

export const statusOf = (
  snapshot: StackSnapshot,
  changes: Partial<StackSnapshot> = {},
): EnvironmentStatus => deriveStatus({ ...snapshot, ...changes });
