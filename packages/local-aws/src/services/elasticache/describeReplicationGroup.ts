import { booleanOf, type Fields, numberOf, stringOf } from '../../world/values';
import type { Resource, World } from '../../world/World';
import { statusOf } from '../recordAnswers';
import { type CacheNode, isClusterMode, nodeAddress, nodesOf } from './nodes';

function replicationGroupArn({ region, physicalId }: Resource, world: World) {
  return `arn:aws:elasticache:${region}:${world.accountId}:replicationgroup:${physicalId}`;
}

/** A replication group as `DescribeReplicationGroups` returns it. */
export function describeReplicationGroup(
  world: World,
  group: Resource,
): Fields {
  const { properties, phase } = group;
  const nodes = nodesOf(world, group);
  const exists = phase !== 'creating' && phase !== 'failed';
  const clusterMode = isClusterMode(group);
  return {
    ReplicationGroupId: group.physicalId,
    ARN: replicationGroupArn(group, world),
    Description: properties.ReplicationGroupDescription,
    Status: phase === 'failed' ? 'create-failed' : statusOf(group),
    Engine: stringOf(properties.Engine) ?? 'redis',
    CacheNodeType: properties.CacheNodeType,
    MemberClusters: nodes.map(({ id }) => id),
    // A group has no shards and no endpoint until it exists.
    NodeGroups: exists ? nodeGroups(group, nodes) : [],
    ConfigurationEndpoint:
      exists && clusterMode
        ? endpointOf(group, 'ConfigurationEndPoint')
        : undefined,
    ClusterEnabled: clusterMode,
    ClusterMode: clusterMode ? 'enabled' : 'disabled',
    AutomaticFailover: booleanOf(properties.AutomaticFailoverEnabled)
      ? 'enabled'
      : 'disabled',
    MultiAZ: booleanOf(properties.MultiAZEnabled) ? 'enabled' : 'disabled',
    TransitEncryptionEnabled:
      booleanOf(properties.TransitEncryptionEnabled) ?? false,
    TransitEncryptionMode: booleanOf(properties.TransitEncryptionEnabled)
      ? stringOf(properties.TransitEncryptionMode) ?? 'required'
      : undefined,
    AtRestEncryptionEnabled:
      booleanOf(properties.AtRestEncryptionEnabled) ?? false,
    AuthTokenEnabled: properties.AuthToken !== undefined,
    KmsKeyId: properties.KmsKeyId,
    SnapshotRetentionLimit: numberOf(properties.SnapshotRetentionLimit) ?? 0,
    SnapshotWindow: properties.SnapshotWindow,
    AutoMinorVersionUpgrade:
      booleanOf(properties.AutoMinorVersionUpgrade) ?? true,
    ReplicationGroupCreateTime: group.createdAt,
    PendingModifiedValues: {},
  };
}

function nodeGroups(group: Resource, nodes: readonly CacheNode[]): Fields[] {
  const clusterMode = isClusterMode(group);
  const ids = [...new Set(nodes.map(({ nodeGroup }) => nodeGroup))];
  return ids.map(id => ({
    NodeGroupId: id,
    Status: statusOf(group),
    PrimaryEndpoint: clusterMode
      ? undefined
      : endpointOf(group, 'PrimaryEndPoint'),
    ReaderEndpoint: clusterMode
      ? undefined
      : endpointOf(group, 'ReaderEndPoint'),
    NodeGroupMembers: nodes
      .filter(({ nodeGroup }) => nodeGroup === id)
      .map(node => ({
        CacheClusterId: node.id,
        CacheNodeId: '0001',
        ReadEndpoint: {
          Address: nodeAddress(group, node),
          Port: portOf(group),
        },
        PreferredAvailabilityZone: node.zone,
        // With cluster mode, ElastiCache does not return roles, which may change at any time.
        CurrentRole: clusterMode ? undefined : node.role,
      })),
  }));
}

function endpointOf(group: Resource, name: string): Fields {
  return {
    Address: group.attributes[`${name}.Address`],
    Port: portOf(group),
  };
}

function portOf({ properties }: Resource): number {
  return numberOf(properties.Port) ?? 6379;
}
