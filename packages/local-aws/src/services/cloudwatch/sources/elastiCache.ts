import { nodesOf } from '../../elasticache/nodes';
import { constant, gauge, wholeGauge } from '../behaviours';
import type { Behaviours } from '../Metric';
import { dataSince, metricsOf, type MetricSource } from '../MetricSource';

const GIB = 1024 ** 3;

const ofEveryCache: Behaviours = {
  CacheHitRate: gauge('Percent', 84, 98.5),
  CurrConnections: wholeGauge(6, 60),
};

const ofNodes: Behaviours = {
  ...ofEveryCache,
  EngineCPUUtilization: gauge('Percent', 2, 45),
  DatabaseMemoryUsagePercentage: gauge('Percent', 18, 52),
};

const ofServerless: Behaviours = {
  ...ofEveryCache,
  BytesUsedForCache: gauge('Bytes', 0.4 * GIB, 1.6 * GIB),
  ThrottledCmds: constant('Count', 0),
};

/** Nodes publish under their cache cluster, serverless caches under `clusterId`. */
export const elastiCacheMetrics: MetricSource = ({ world }, region) => [
  ...world
    .list(region, 'AWS::ElastiCache::ReplicationGroup')
    .flatMap(group =>
      nodesOf(world, group).flatMap(({ id }) =>
        metricsOf(
          'AWS/ElastiCache',
          dataSince(world, group),
          [{ CacheClusterId: id }],
          ofNodes,
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
