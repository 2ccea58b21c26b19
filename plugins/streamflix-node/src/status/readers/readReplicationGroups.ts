import {
  paginateDescribeReplicationGroups,
  type ReplicationGroup,
} from '@aws-sdk/client-elasticache';
import {
  stackOutputs,
  type CacheNode,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { Draft, Drafts, Named, ReadContext } from '../ReadContext';
import { readBulk } from './readBulk';

/** Replication groups with their nodes and zones. */
export function readReplicationGroups(
  context: ReadContext,
  environments: readonly Named[],
): Promise<Drafts<'cache'>> {
  return readBulk<'cache', ReplicationGroup>(environments, {
    output: stackOutputs.cacheReplicationGroupId,
    describe: ids => describeGroups(context, ids),
    draft: group => draftGroup(context, group),
    unknown: id => `ElastiCache knows no replication group ${id}`,
  });
}

/** ElastiCache has no filter: one group is read by id, several are selected from all groups. */
async function describeGroups({ clients }: ReadContext, ids: string[]) {
  const found = new Map<string, ReplicationGroup>();
  const [only, ...others] = ids;
  try {
    const pages = paginateDescribeReplicationGroups(
      { client: clients.elastiCache },
      others.length === 0 ? { ReplicationGroupId: only } : {},
    );
    for await (const { ReplicationGroups = [] } of pages) {
      for (const group of ReplicationGroups) {
        const id = group.ReplicationGroupId ?? '';
        if (ids.includes(id)) found.set(id, group);
      }
      if (found.size === new Set(ids).size) break;
    }
  } catch (error) {
    const gone =
      error instanceof Error && error.name === 'ReplicationGroupNotFoundFault';
    if (!gone) throw error;
  }
  return found;
}

function nodesOf({ NodeGroups = [] }: ReplicationGroup): CacheNode[] {
  return NodeGroups.flatMap(({ NodeGroupMembers = [] }) =>
    NodeGroupMembers.map(
      ({ CacheClusterId = '', CurrentRole, PreferredAvailabilityZone }) => ({
        id: CacheClusterId,
        // In cluster mode ElastiCache reports no roles.
        role:
          CurrentRole === 'primary' || CurrentRole === 'replica'
            ? CurrentRole
            : undefined,
        zone: PreferredAvailabilityZone,
      }),
    ),
  );
}

function draftGroup(
  { metrics }: ReadContext,
  group: ReplicationGroup,
): Draft<'cache'> {
  const nodes = nodesOf(group);
  const measured = nodes.find(({ role }) => role === 'primary') ?? nodes[0];
  const read = metrics.ask({
    namespace: 'AWS/ElastiCache',
    // CloudWatch has metrics by node, not by group; the primary receives the writes and has the same data as the others.
    dimensions: { CacheClusterId: measured?.id ?? '' },
    metrics: {
      // Redis runs on one core: the CPU of all cores would look idle while it is at its limit.
      cpu: { metric: measured && 'EngineCPUUtilization', unit: 'percent' },
      memory: {
        metric: measured && 'DatabaseMemoryUsagePercentage',
        unit: 'percent',
      },
      hitRate: { metric: measured && 'CacheHitRate', unit: 'percent' },
      connections: { metric: measured && 'CurrConnections', unit: 'count' },
    },
  });
  const zones = nodes.flatMap(({ zone }) => zone ?? []);
  return () => ({
    kind: 'replication-group',
    id: group.ReplicationGroupId ?? '',
    status: group.Status ?? '',
    engine: group.Engine ?? 'redis',
    nodes,
    zones: [...new Set(zones)].sort(),
    metrics: read(),
  });
}
