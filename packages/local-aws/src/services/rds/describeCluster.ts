import {
  booleanOf,
  type Fields,
  numberOf,
  stringOf,
  stringsOf,
} from '../../world/values';
import type { Resource, World } from '../../world/World';
import { availabilityZones } from '../../world/availabilityZones';
import { tagsOf } from '../tagsOf';
import { securityGroups, statusOf } from '../recordAnswers';
import { masterUserSecret } from './masterUserSecret';
import { instanceZone } from './describeInstance';

/** Instances of an Aurora cluster, the writer first: the available instance with the lowest promotion tier. */
export function membersOf(world: World, cluster: Resource): Resource[] {
  const rank = ({ phase }: Resource) =>
    phase === 'available' || phase === 'updating' ? 0 : 1;
  const tier = ({ properties }: Resource) =>
    numberOf(properties.PromotionTier) ?? 1;
  return world
    .list(cluster.region, 'AWS::RDS::DBInstance')
    .filter(
      ({ properties, phase }) =>
        properties.DBClusterIdentifier === cluster.physicalId &&
        phase !== 'failed',
    )
    .sort(
      (a, b) =>
        rank(a) - rank(b) ||
        tier(a) - tier(b) ||
        a.createdAt.getTime() - b.createdAt.getTime() ||
        a.physicalId.localeCompare(b.physicalId),
    );
}

export function clusterArn({ region, physicalId }: Resource, world: World) {
  return `arn:aws:rds:${region}:${world.accountId}:cluster:${physicalId}`;
}

/** A cluster as `DescribeDBClusters` returns it. */
export function describeCluster(world: World, cluster: Resource): Fields {
  const { properties, attributes } = cluster;
  const members = membersOf(world, cluster);
  const zones = new Set(members.map(each => instanceZone(world, each)));
  return {
    DBClusterIdentifier: cluster.physicalId,
    DBClusterArn: clusterArn(cluster, world),
    DbClusterResourceId: attributes.DBClusterResourceId,
    Status: statusOf(cluster),
    Engine: properties.Engine,
    EngineVersion: properties.EngineVersion,
    EngineMode: 'provisioned',
    DatabaseName: properties.DatabaseName,
    MasterUsername: properties.MasterUsername,
    MasterUserSecret: masterUserSecret(cluster),
    Endpoint: attributes['Endpoint.Address'],
    ReaderEndpoint: attributes['ReadEndpoint.Address'],
    Port: numberOf(attributes['Endpoint.Port'] ?? properties.Port),
    // Aurora's storage always spans three zones, independent of the instances.
    AvailabilityZones: availabilityZones(cluster.region).slice(0, 3),
    MultiAZ: zones.size > 1,
    DBClusterMembers: members.map((member, index) => ({
      DBInstanceIdentifier: member.physicalId,
      IsClusterWriter: index === 0,
      DBClusterParameterGroupStatus: 'in-sync',
      PromotionTier: numberOf(member.properties.PromotionTier) ?? 1,
    })),
    ServerlessV2ScalingConfiguration:
      properties.ServerlessV2ScalingConfiguration,
    AllocatedStorage: 1,
    BackupRetentionPeriod: numberOf(properties.BackupRetentionPeriod) ?? 1,
    PreferredBackupWindow: properties.PreferredBackupWindow,
    PreferredMaintenanceWindow: properties.PreferredMaintenanceWindow,
    StorageEncrypted: booleanOf(properties.StorageEncrypted) ?? false,
    KmsKeyId: properties.KmsKeyId,
    DeletionProtection: booleanOf(properties.DeletionProtection) ?? false,
    IAMDatabaseAuthenticationEnabled:
      booleanOf(properties.EnableIAMDatabaseAuthentication) ?? false,
    CopyTagsToSnapshot: booleanOf(properties.CopyTagsToSnapshot) ?? false,
    EnabledCloudwatchLogsExports: stringsOf(
      properties.EnableCloudwatchLogsExports,
    ),
    DBClusterParameterGroup:
      stringOf(properties.DBClusterParameterGroupName) ??
      `default.${properties.Engine}${
        String(properties.EngineVersion).split('.')[0]
      }`,
    DBSubnetGroup: properties.DBSubnetGroupName,
    VpcSecurityGroups: securityGroups(properties.VpcSecurityGroupIds),
    ClusterCreateTime: cluster.createdAt,
    HttpEndpointEnabled: booleanOf(properties.EnableHttpEndpoint) ?? false,
    TagList: tagsOf(cluster),
  };
}
