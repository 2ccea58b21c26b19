import {
  resourceName,
  type EnvironmentSpec,
} from '@streamflix/backstage-plugin-streamflix-common/environment';
import { cacheName } from './Cache';
import { metric, type Metric } from './Metric';

/** Alarm condition: the worst of the metrics above the threshold for this many periods of five minutes. */
export interface AlarmRule {
  readonly id: string;
  readonly name: string;
  readonly metrics: readonly Metric[];
  readonly statistic: 'Average' | 'Maximum' | 'Sum';
  readonly threshold: number;
  readonly periods: number;
}

/**
 * The alarms of an environment. They use names, not references: an alarm may be created before the resource it monitors, and
 * nothing waits.
 *
 * @param apiErrors - the metric that counts the API's server errors
 */
export function alarmRules(
  spec: EnvironmentSpec,
  apiErrors?: Metric,
): AlarmRule[] {
  return [
    ...tasksRules(spec),
    ...streamRules(spec),
    ...databaseRules(spec),
    ...cacheRules(spec),
    ...(apiErrors ? [apiRule(apiErrors)] : []),
  ];
}

function tasksRules(spec: EnvironmentSpec): AlarmRule[] {
  const kinds = (['service', 'worker'] as const).filter(
    kind => spec[kind].enabled,
  );
  return kinds.flatMap(kind =>
    (['CPU', 'Memory'] as const).map(resource => ({
      id: `${kind === 'service' ? 'Service' : 'Worker'}${resource}`,
      name: `${kind}-${resource.toLowerCase()}`,
      metrics: [
        metric('AWS/ECS', `${resource}Utilization`, {
          ClusterName: resourceName('cluster', spec.suffix),
          ServiceName: resourceName(kind, spec.suffix),
        }),
      ],
      statistic: 'Average' as const,
      threshold: 80,
      periods: 2,
    })),
  );
}

function streamRules({ stream, suffix, worker }: EnvironmentSpec): AlarmRule[] {
  if (stream.mode === 'none') return [];
  const ofStream = (name: string) => [
    metric('AWS/Kinesis', name, { StreamName: resourceName('stream', suffix) }),
  ];
  return [
    {
      id: 'StreamAge',
      name: 'stream-age',
      metrics: ofStream('GetRecords.IteratorAgeMilliseconds'),
      statistic: 'Maximum',
      threshold: (worker.enabled ? worker.iteratorAgeTarget : 60) * 1000,
      periods: 2,
    },
    {
      id: 'StreamThroughput',
      name: 'stream-throughput',
      metrics: ofStream('WriteProvisionedThroughputExceeded'),
      statistic: 'Sum',
      threshold: 0,
      periods: 1,
    },
  ];
}

function databaseRules({ database, suffix }: EnvironmentSpec): AlarmRule[] {
  if (database.kind === 'none') return [];
  const ofDatabase = (name: string) => [
    metric('AWS/RDS', name, {
      [database.kind === 'aurora'
        ? 'DBClusterIdentifier'
        : 'DBInstanceIdentifier']: resourceName('database', suffix),
    }),
  ];
  return [
    {
      id: 'DatabaseCPU',
      name: 'database-cpu',
      metrics: ofDatabase('CPUUtilization'),
      statistic: 'Average',
      threshold: 80,
      periods: 2,
    },
    {
      id: 'DatabaseConnections',
      name: 'database-connections',
      metrics: ofDatabase('DatabaseConnections'),
      statistic: 'Average',
      threshold: 80,
      periods: 2,
    },
  ];
}

function cacheRules({ cache, network, suffix }: EnvironmentSpec): AlarmRule[] {
  if (cache.kind === 'none') return [];
  const name = cacheName(cache, network.zones, suffix);
  if (cache.kind === 'serverless') {
    const ofCache = (metricName: string) => [
      metric('AWS/ElastiCache', metricName, { clusterId: name }),
    ];
    return [
      {
        id: 'CacheMemory',
        name: 'cache-memory',
        metrics: ofCache('BytesUsedForCache'),
        statistic: 'Maximum',
        threshold: cache.maxStorageGiB * 2 ** 30 * 0.8,
        periods: 2,
      },
      {
        id: 'CacheThrottles',
        name: 'cache-throttles',
        metrics: ofCache('ThrottledCmds'),
        statistic: 'Sum',
        threshold: 0,
        periods: 1,
      },
    ];
  }
  // ElastiCache only has metrics of nodes, numbered 001 to 006 after the group.
  const ofNode = (metricName: string, node: number) =>
    metric('AWS/ElastiCache', metricName, {
      CacheClusterId: `${name}-00${node}`,
    });
  return [
    {
      id: 'CacheCPU',
      name: 'cache-cpu',
      metrics: Array.from({ length: cache.nodes }, (_, index) =>
        ofNode('EngineCPUUtilization', index + 1),
      ),
      statistic: 'Average',
      threshold: 80,
      periods: 2,
    },
    {
      id: 'CacheMemory',
      name: 'cache-memory',
      // Every node holds the same data.
      metrics: [ofNode('DatabaseMemoryUsagePercentage', 1)],
      statistic: 'Average',
      threshold: 80,
      periods: 2,
    },
  ];
}

function apiRule(errors: Metric): AlarmRule {
  return {
    id: 'ApiErrors',
    name: 'api-errors',
    metrics: [errors],
    statistic: 'Sum',
    threshold: 5,
    periods: 1,
  };
}
