import type { Dimensions, Metric } from './Metric';
import type { MetricSource, Observed } from './MetricSource';
import { apiGatewayMetrics } from './sources/apiGateway';
import { ecsMetrics } from './sources/ecs';
import { elastiCacheMetrics } from './sources/elastiCache';
import { kinesisMetrics } from './sources/kinesis';
import { rdsMetrics } from './sources/rds';
import { usageMetrics } from './sources/usage';

const sources: readonly MetricSource[] = [
  ecsMetrics,
  rdsMetrics,
  elastiCacheMetrics,
  kinesisMetrics,
  apiGatewayMetrics,
  usageMetrics,
];

/** All metrics of a region at one moment. */
export class MetricCatalog {
  private readonly byIdentity: ReadonlyMap<string, Metric>;

  constructor(observed: Observed, region: string) {
    const all = sources.flatMap(source => source(observed, region));
    this.byIdentity = new Map(all.map(metric => [identityOf(metric), metric]));
  }

  /** Finds a metric by exactly its dimensions: any other set of dimensions names another metric, which may not exist. */
  find(
    namespace: string,
    name: string,
    dimensions: Dimensions,
  ): Metric | undefined {
    return this.byIdentity.get(identityOf({ namespace, name, dimensions }));
  }
}

function identityOf({
  namespace,
  name,
  dimensions,
}: Pick<Metric, 'namespace' | 'name' | 'dimensions'>): string {
  return JSON.stringify([namespace, name, Object.entries(dimensions).sort()]);
}
