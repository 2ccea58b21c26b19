import { booleanOf, type Fields, stringOf, stringsOf } from '../../values';
import type { Resource, World } from '../../World';
import { statusOf } from '../recordAnswers';
import { portOf } from './describeReplicationGroup';
import { type CacheNode, nodeAddress, nodesOf } from './nodes';

export function cacheClusterArn(
  world: World,
  { region }: Resource,
  { id }: CacheNode,
): string {
  return `arn:aws:elasticache:${region}:${world.accountId}:cluster:${id}`;
}

/** Nodes of a replication group, each as a cache cluster, as `DescribeCacheClusters` returns them. */
export function describeCacheClusters(
  world: World,
  group: Resource,
  withNodes: boolean,
): Fields[] {
  const { properties, phase } = group;
  const exists = phase !== 'creating' && phase !== 'failed';
  return nodesOf(world, group).map(node => ({
    CacheClusterId: node.id,
    ARN: cacheClusterArn(world, group, node),
    ReplicationGroupId: group.physicalId,
    CacheClusterStatus: statusOf(group),
    CacheNodeType: properties.CacheNodeType,
    Engine: stringOf(properties.Engine) ?? 'redis',
    EngineVersion: stringOf(properties.EngineVersion) ?? '7.1',
    NumCacheNodes: 1,
    PreferredAvailabilityZone: node.zone,
    CacheClusterCreateTime: exists ? group.createdAt : undefined,
    PreferredMaintenanceWindow: properties.PreferredMaintenanceWindow,
    CacheSubnetGroupName: properties.CacheSubnetGroupName,
    CacheParameterGroup: {
      CacheParameterGroupName: properties.CacheParameterGroupName,
      ParameterApplyStatus: 'in-sync',
    },
    SecurityGroups: stringsOf(properties.SecurityGroupIds).map(id => ({
      SecurityGroupId: id,
      Status: 'active',
    })),
    TransitEncryptionEnabled:
      booleanOf(properties.TransitEncryptionEnabled) ?? false,
    AtRestEncryptionEnabled:
      booleanOf(properties.AtRestEncryptionEnabled) ?? false,
    CacheNodes:
      withNodes && exists
        ? [
            {
              CacheNodeId: '0001',
              CacheNodeStatus: statusOf(group),
              CacheNodeCreateTime: group.createdAt,
              Endpoint: {
                Address: nodeAddress(group, node),
                Port: portOf(group),
              },
              ParameterGroupStatus: 'in-sync',
              CustomerAvailabilityZone: node.zone,
            },
          ]
        : undefined,
  }));
}
