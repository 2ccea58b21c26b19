import {
  booleanOf,
  type Fields,
  numberOf,
  stringOf,
  stringsOf,
} from '../../world/values';
import type { Resource, World } from '../../world/World';
import { vpcOfSubnets, zoneOfSubnet, zonesOfSubnetGroup } from '../placement';
import { tagsOf } from '../tagsOf';
import { securityGroups, statusOf } from '../recordAnswers';
import { masterUserSecret } from './masterUserSecret';
import { isOptimizing } from './storageOptimization';

export function instanceArn({ region, physicalId }: Resource, world: World) {
  return `arn:aws:rds:${region}:${world.accountId}:db:${physicalId}`;
}

/** Zone of an instance: the requested one, else the zones of its subnet group in rotation. */
export function instanceZone(world: World, instance: Resource): string {
  const { properties, region } = instance;
  const zones = possibleZones(world, instance);
  const siblings = world
    .list(region, 'AWS::RDS::DBInstance')
    .filter(
      each =>
        each.properties.DBClusterIdentifier !== undefined &&
        each.properties.DBClusterIdentifier === properties.DBClusterIdentifier,
    )
    .map(({ physicalId }) => physicalId)
    .sort();
  const index = Math.max(0, siblings.indexOf(instance.physicalId));
  return stringOf(properties.AvailabilityZone) ?? zones[index % zones.length];
}

/** An instance as `DescribeDBInstances` returns it. */
export function describeInstance(world: World, instance: Resource): Fields {
  const { properties, attributes, phase } = instance;
  const cluster = clusterOf(world, instance);
  const of = (name: string) => properties[name] ?? cluster?.properties[name];
  const zone = instanceZone(world, instance);
  const isMultiAz = !cluster && (booleanOf(properties.MultiAZ) ?? false);
  const exists = phase !== 'creating' && phase !== 'failed';
  return {
    DBInstanceIdentifier: instance.physicalId,
    DBInstanceArn: instanceArn(instance, world),
    DbiResourceId: attributes.DbiResourceId,
    DBInstanceStatus:
      phase === 'available' && isOptimizing(instance, world)
        ? 'storage-optimization'
        : statusOf(instance),
    DBInstanceClass: properties.DBInstanceClass,
    DBClusterIdentifier: properties.DBClusterIdentifier,
    Engine: of('Engine'),
    EngineVersion: of('EngineVersion'),
    DBName: properties.DBName ?? cluster?.properties.DatabaseName,
    MasterUsername: of('MasterUsername'),
    MasterUserSecret: masterUserSecret(instance),
    // An instance has no endpoint until it exists.
    Endpoint: exists
      ? {
          Address: attributes['Endpoint.Address'],
          Port: numberOf(attributes['Endpoint.Port'] ?? of('Port')),
        }
      : undefined,
    InstanceCreateTime: exists ? instance.createdAt : undefined,
    AvailabilityZone: exists ? zone : undefined,
    SecondaryAvailabilityZone:
      exists && isMultiAz
        ? possibleZones(world, instance).find(each => each !== zone)
        : undefined,
    MultiAZ: isMultiAz,
    AllocatedStorage:
      numberOf(properties.AllocatedStorage) ?? (cluster ? 1 : 20),
    StorageType:
      stringOf(properties.StorageType) ?? (cluster ? 'aurora' : 'gp2'),
    StorageEncrypted: booleanOf(of('StorageEncrypted')) ?? false,
    KmsKeyId: of('KmsKeyId'),
    BackupRetentionPeriod: numberOf(of('BackupRetentionPeriod')) ?? 1,
    PreferredBackupWindow: of('PreferredBackupWindow'),
    PreferredMaintenanceWindow: of('PreferredMaintenanceWindow'),
    DeletionProtection: booleanOf(of('DeletionProtection')) ?? false,
    PubliclyAccessible: booleanOf(properties.PubliclyAccessible) ?? false,
    AutoMinorVersionUpgrade:
      booleanOf(properties.AutoMinorVersionUpgrade) ?? true,
    PromotionTier:
      numberOf(properties.PromotionTier) ?? (cluster ? 1 : undefined),
    PerformanceInsightsEnabled:
      booleanOf(properties.EnablePerformanceInsights) ?? false,
    MonitoringInterval: numberOf(properties.MonitoringInterval) ?? 0,
    EnabledCloudwatchLogsExports: stringsOf(
      properties.EnableCloudwatchLogsExports,
    ),
    CACertificateIdentifier:
      stringOf(properties.CACertificateIdentifier) ?? 'rds-ca-rsa2048-g1',
    DBSubnetGroup: describeSubnetGroup(
      world,
      instance.region,
      of('DBSubnetGroupName'),
    ),
    DBParameterGroups: [
      {
        DBParameterGroupName:
          stringOf(properties.DBParameterGroupName) ??
          `default.${of('Engine')}${String(of('EngineVersion')).split('.')[0]}`,
        ParameterApplyStatus: 'in-sync',
      },
    ],
    VpcSecurityGroups: securityGroups(
      properties.VPCSecurityGroups ?? cluster?.properties.VpcSecurityGroupIds,
    ),
    TagList: tagsOf(instance),
  };
}

function clusterOf(world: World, { region, properties }: Resource) {
  return world.find(
    region,
    'AWS::RDS::DBCluster',
    stringOf(properties.DBClusterIdentifier) ?? '',
  );
}

function possibleZones(world: World, instance: Resource): string[] {
  const group =
    instance.properties.DBSubnetGroupName ??
    clusterOf(world, instance)?.properties.DBSubnetGroupName;
  return zonesOfSubnetGroup(
    world,
    instance.region,
    'AWS::RDS::DBSubnetGroup',
    group,
  );
}

function describeSubnetGroup(
  world: World,
  region: string,
  name: unknown,
): Fields | undefined {
  const group = world.find(
    region,
    'AWS::RDS::DBSubnetGroup',
    stringOf(name) ?? '',
  );
  if (!group) return undefined;
  const subnetIds = stringsOf(group.properties.SubnetIds);
  return {
    DBSubnetGroupName: group.physicalId,
    DBSubnetGroupDescription: group.properties.DBSubnetGroupDescription,
    VpcId: vpcOfSubnets(world, region, subnetIds),
    SubnetGroupStatus: 'Complete',
    Subnets: subnetIds.map(id => ({
      SubnetIdentifier: id,
      SubnetAvailabilityZone: { Name: zoneOfSubnet(world, region, id) },
      SubnetStatus: 'Active',
    })),
  };
}
