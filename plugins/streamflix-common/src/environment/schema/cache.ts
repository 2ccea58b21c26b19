import { z } from 'zod/v4';
import { instanceType } from '../formats';
import { oneOf, whole } from './fields';

export const cache = z.strictObject({
  kind: oneOf(
    'Cache',
    ['none', 'replication-group', 'serverless'],
    'ElastiCache as a replication group, serverless, or none.',
  ),
  engine: oneOf('Cache engine', ['redis', 'valkey'], 'Redis OSS or Valkey.'),
  version: z
    .string()
    .regex(/^\d(\.\d)?$/, 'must be an engine version such as 7.1')
    .meta({
      title: 'Cache version',
      description:
        'Engine version. Serverless caches take only the major version.',
    }),
  nodeType: z
    .string()
    .regex(
      instanceType('cache'),
      'must be a cache node type such as cache.r7g.large',
    )
    .meta({
      title: 'Cache node type',
      description: 'Node type of the replication group.',
    }),
  nodes: whole(
    'Cache nodes',
    2,
    6,
    'Nodes of the replication group: one primary, the rest replicas in other zones.',
  ),
  snapshots: whole(
    'Cache snapshots',
    0,
    35,
    'Days a daily snapshot of the cache is kept.',
  ),
  maxStorageGiB: whole(
    'Maximum cache storage',
    1,
    5000,
    'GiB a serverless cache may grow to.',
  ),
  maxEcpu: whole(
    'Maximum cache ECPU',
    1000,
    15_000_000,
    'ElastiCache processing units per second a serverless cache may use.',
  ),
});
