import { offeredCacheVersions } from '../engineVersions';
import type { EnvironmentSpec } from '../EnvironmentSpec';
import { ignored, list, type Rule } from './Rule';

const replicationGroup = (path: string, title: string) =>
  ignored(path, title, 'cache.kind', (spec: EnvironmentSpec) =>
    spec.cache.kind === 'replication-group'
      ? undefined
      : 'it belongs to a replication group, and the cache is not one',
  );
const serverless = (path: string, title: string) =>
  ignored(path, title, 'cache.kind', (spec: EnvironmentSpec) =>
    spec.cache.kind === 'serverless'
      ? undefined
      : 'it belongs to a serverless cache, and the cache is not one',
  );

/** What ElastiCache accepts. */
export const cacheRules: readonly Rule[] = [
  {
    reads: ['cache.version', 'cache.kind', 'cache.engine'],
    check: spec => {
      const { kind, engine, version } = spec.cache;
      if (kind === 'none') return undefined;
      const offered: readonly string[] = offeredCacheVersions[kind][engine];
      return offered.includes(version)
        ? undefined
        : `Cache version must be one AWS offers for ${engine} as a ${
            kind === 'serverless' ? 'serverless cache' : 'replication group'
          }: ${list(offered)}.`;
    },
  },
  replicationGroup('cache.nodeType', 'Cache node type'),
  replicationGroup('cache.nodes', 'Cache nodes'),
  serverless('cache.maxStorageGiB', 'Maximum cache storage'),
  serverless('cache.maxEcpu', 'Maximum cache ECPU'),
];
