import {
  paginateDescribeServerlessCaches,
  type ServerlessCache,
} from '@aws-sdk/client-elasticache';
import { stackOutputs } from '@streamflix/backstage-plugin-streamflix-common';
import type { Draft, Drafts, Named, ReadContext } from '../ReadContext';
import { readBulk } from './readBulk';

export function readServerlessCaches(
  context: ReadContext,
  environments: readonly Named[],
): Promise<Drafts<'cache'>> {
  return readBulk<'cache', ServerlessCache>(environments, {
    output: stackOutputs.cacheServerlessName,
    describe: names => describeCaches(context, names),
    draft: cache => draftCache(context, cache),
    unknown: name => `ElastiCache knows no serverless cache ${name}`,
  });
}

/** ElastiCache has no filter: one cache is read by name, several are selected from all caches. */
async function describeCaches({ clients }: ReadContext, names: string[]) {
  const found = new Map<string, ServerlessCache>();
  const [only, ...others] = names;
  try {
    const pages = paginateDescribeServerlessCaches(
      { client: clients.elastiCache },
      others.length === 0 ? { ServerlessCacheName: only } : {},
    );
    for await (const { ServerlessCaches = [] } of pages) {
      for (const cache of ServerlessCaches) {
        const name = cache.ServerlessCacheName ?? '';
        if (names.includes(name)) found.set(name, cache);
      }
      if (found.size === new Set(names).size) break;
    }
  } catch (error) {
    const gone =
      error instanceof Error && error.name === 'ServerlessCacheNotFoundFault';
    if (!gone) throw error;
  }
  return found;
}

function draftCache(
  { metrics }: ReadContext,
  cache: ServerlessCache,
): Draft<'cache'> {
  const id = cache.ServerlessCacheName ?? '';
  const read = metrics.ask({
    namespace: 'AWS/ElastiCache',
    dimensions: { clusterId: id },
    metrics: {
      // A serverless cache has no CPU of its own, and its memory is measured in bytes.
      cpu: { unit: 'percent' },
      memory: { metric: 'BytesUsedForCache', unit: 'bytes' },
      hitRate: { metric: 'CacheHitRate', unit: 'percent' },
      connections: { metric: 'CurrConnections', unit: 'count' },
    },
  });
  return () => ({
    kind: 'serverless',
    id,
    status: cache.Status ?? '',
    engine: cache.Engine ?? '',
    engineVersion: cache.FullEngineVersion ?? cache.MajorEngineVersion,
    nodes: [],
    // ElastiCache reports the subnets of a serverless cache, not their zones.
    zones: [],
    metrics: read(),
  });
}
