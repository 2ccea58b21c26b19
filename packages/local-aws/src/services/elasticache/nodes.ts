import { listOf, numberOf, stringOf, stringsOf } from '../../world/values';
import type { Resource, World } from '../../world/World';
import { zonesOfSubnetGroup } from '../placement';

/** One node of a replication group; ElastiCache calls it a cache cluster. */
export interface CacheNode {
  /** Id of its cache cluster, for example `sessions-001`. */
  readonly id: string;
  /** Id of its shard, four digits. */
  readonly nodeGroup: string;
  readonly role: 'primary' | 'replica';
  readonly zone: string;
}

/** Whether keys are distributed over shards; clients then use the configuration endpoint. */
export function isClusterMode({ properties }: Resource): boolean {
  return properties.ClusterMode === 'enabled' || nodeGroupCount(properties) > 1;
}

/** Nodes of a replication group by shard, each shard's primary first. */
export function nodesOf(world: World, group: Resource): CacheNode[] {
  const { properties, physicalId, region } = group;
  const shards = nodeGroupCount(properties);
  const nodesPerShard =
    numberOf(properties.ReplicasPerNodeGroup) !== undefined
      ? Number(properties.ReplicasPerNodeGroup) + 1
      : numberOf(properties.NumCacheClusters) ?? 1;
  const preferred = stringsOf(properties.PreferredCacheClusterAZs);
  const zones = preferred.length
    ? preferred
    : zonesOfSubnetGroup(
        world,
        region,
        'AWS::ElastiCache::SubnetGroup',
        properties.CacheSubnetGroupName,
      );
  return Array.from({ length: shards }, (_shard, shard) =>
    Array.from({ length: nodesPerShard }, (_node, node): CacheNode => {
      const nodeGroup = digits(shard + 1, 4);
      const prefix = isClusterMode(group)
        ? `${physicalId}-${nodeGroup}`
        : physicalId;
      return {
        id: `${prefix}-${digits(node + 1, 3)}`,
        nodeGroup,
        role: node === 0 ? 'primary' : 'replica',
        zone: zones[(shard + node) % zones.length],
      };
    }),
  ).flat();
}

function nodeGroupCount(properties: Resource['properties']): number {
  return (
    numberOf(properties.NumNodeGroups) ??
    (listOf(properties.NodeGroupConfiguration).length || 1)
  );
}

function digits(number: number, length: number): string {
  return String(number).padStart(length, '0');
}

/** Address of one node, derived from the group's as in ElastiCache. */
export function nodeAddress(group: Resource, node: CacheNode): string {
  const primary =
    stringOf(group.attributes['PrimaryEndPoint.Address']) ??
    stringOf(group.attributes['ConfigurationEndPoint.Address']) ??
    '';
  const domain = primary.split('.').slice(1).join('.').replace('.ng.', '.');
  return `${node.id}.${domain}`;
}
