import { nodesOf } from '../../elasticache/nodes';
import { amount, constant, events, gauge, wholeGauge } from '../behaviours';
import type { Behaviours } from '../Metric';
import { dataSince, metricsOf, type MetricSource } from '../MetricSource';

const GIB = 1024 ** 3;

const ofEveryCache: Behaviours = {
  BytesUsedForCache: gauge('Bytes', 0.4 * GIB, 1.6 * GIB),
  CacheHitRate: gauge('Percent', 84, 98.5),
  CacheHits: amount('Count', 900, 14_000),
  CacheMisses: amount('Count', 40, 700),
  CurrConnections: wholeGauge(6, 60),
  CurrItems: wholeGauge(20_000, 90_000),
  Evictions: constant('Count', 0),
  NetworkBytesIn: amount('Bytes', 80_000, 2_000_000),
  NetworkBytesOut: amount('Bytes', 200_000, 9_000_000),
  NewConnections: events(0, 8),
};

const ofNodes: Behaviours = {
  ...ofEveryCache,
  CPUUtilization: gauge('Percent', 3, 38),
  EngineCPUUtilization: gauge('Percent', 2, 45),
  DatabaseMemoryUsagePercentage: gauge('Percent', 18, 52),
  FreeableMemory: gauge('Bytes', 6 * GIB, 9 * GIB),
};

const ofReplicas: Behaviours = {
  ...ofNodes,
  ReplicationLag: gauge('Seconds', 0.02, 0.4),
};

const ofServerless: Behaviours = {
  ...ofEveryCache,
  ElastiCacheProcessingUnits: amount('Count', 3_000, 60_000),
  SuccessfulReadRequestLatency: gauge('Microseconds', 300, 700),
  SuccessfulWriteRequestLatency: gauge('Microseconds', 400, 900),
  ThrottledCmds: constant('Count', 0),
  TotalCmdsCount: amount('Count', 1_500, 25_000),
};

/** Nodes publish under their cache cluster, with and without the node id; serverless caches under `clusterId`. */
export const elastiCacheMetrics: MetricSource = ({ world }, region) => [
  ...world
    .list(region, 'AWS::ElastiCache::ReplicationGroup')
    .flatMap(group =>
      nodesOf(world, group).flatMap(({ id, role }) =>
        metricsOf(
          'AWS/ElastiCache',
          dataSince(world, group),
          [{ CacheClusterId: id }, { CacheClusterId: id, CacheNodeId: '0001' }],
          role === 'primary' ? ofNodes : ofReplicas,
        ),
      ),
    ),
  ...world
    .list(region, 'AWS::ElastiCache::ServerlessCache')
    .flatMap(cache =>
      metricsOf(
        'AWS/ElastiCache',
        dataSince(world, cache),
        [{ clusterId: cache.physicalId }],
        ofServerless,
      ),
    ),
];
