import { supportedMajors } from '../engineVersions';
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
      const majors: readonly string[] = supportedMajors[engine];
      const [major, minor] = version.split('.');
      if (kind === 'serverless' && minor !== undefined) {
        return `Cache version must be only a major version for a serverless cache, such as ${major}.`;
      }
      if (kind === 'replication-group' && minor === undefined) {
        return `Cache version must have a minor version for a replication group, such as ${major}.0.`;
      }
      return majors.includes(major)
        ? undefined
        : `Cache version must be of one of the major versions of ${engine}: ${list(
            majors,
          )}.`;
    },
  },
  replicationGroup('cache.nodeType', 'Cache node type'),
  replicationGroup('cache.nodes', 'Cache nodes'),
  serverless('cache.maxStorageGiB', 'Maximum cache storage'),
  serverless('cache.maxEcpu', 'Maximum cache ECPU'),
];
