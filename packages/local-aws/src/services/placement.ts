import { availabilityZones, zoneWithId } from '../world/availabilityZones';
import { fieldsOf, stringOf, stringsOf } from '../world/values';
import type { World } from '../world/World';

/** Zone of a subnet; a subnet that no stack declares is in the region's first zone. */
export function zoneOfSubnet(
  world: World,
  region: string,
  subnetId: string,
): string {
  const subnet = world.find(region, 'AWS::EC2::Subnet', subnetId);
  return (
    stringOf(subnet?.properties.AvailabilityZone) ??
    stringOf(subnet?.attributes.AvailabilityZone) ??
    zoneWithId(region, stringOf(subnet?.properties.AvailabilityZoneId)) ??
    availabilityZones(region)[0]
  );
}

/**
 * Zones of a subnet group of RDS or ElastiCache, in the order of its subnets.
 *
 * @returns all zones of the region when there is no such group, as in the default VPC
 */
export function zonesOfSubnetGroup(
  world: World,
  region: string,
  type: 'AWS::RDS::DBSubnetGroup' | 'AWS::ElastiCache::SubnetGroup',
  name: unknown,
): string[] {
  const group = world.find(region, type, stringOf(name) ?? '');
  const zones = stringsOf(group?.properties.SubnetIds).map(id =>
    zoneOfSubnet(world, region, id),
  );
  return zones.length ? [...new Set(zones)] : availabilityZones(region);
}

/** VPC of a subnet group, if a stack created it. */
export function vpcOfSubnets(
  world: World,
  region: string,
  subnetIds: readonly string[],
): string | undefined {
  return subnetIds
    .map(id => world.find(region, 'AWS::EC2::Subnet', id))
    .map(subnet => stringOf(fieldsOf(subnet?.properties).VpcId))
    .find(vpc => vpc !== undefined);
}
