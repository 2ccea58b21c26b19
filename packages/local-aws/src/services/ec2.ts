import { availabilityZones, zoneIdOf } from '../world/availabilityZones';
import type { EnabledRegions } from './EnabledRegions';
import type { Service } from '../protocols/Service';
import { stringsOf } from '../world/values';
import type { World } from '../world/World';

/**
 * The part of EC2 that describes regions, zones, networks and addresses. Member names are those on the wire.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeAvailabilityZones.html
 */
export function createEc2(world: World, regions: EnabledRegions): Service {
  const existing = (region: string, type: string) =>
    world.list(region, type).filter(({ phase }) => phase !== 'failed');

  return {
    name: 'ec2',
    operations: {
      DescribeVpcs: (_input, { region }) => ({
        vpcSet: [
          // Every account has one by default.
          { vpcId: 'vpc-00000000', state: 'available', isDefault: true },
          ...existing(region, 'AWS::EC2::VPC').map(
            ({ physicalId, properties }) => ({
              vpcId: physicalId,
              cidrBlock: properties.CidrBlock,
              state: 'available',
              isDefault: false,
            }),
          ),
        ],
      }),

      DescribeAddresses: (_input, { region }) => ({
        addressesSet: existing(region, 'AWS::EC2::EIP').map(
          ({ physicalId, attributes }) => ({
            publicIp: physicalId,
            allocationId: attributes.AllocationId,
            domain: 'vpc',
          }),
        ),
      }),

      DescribeRegions(input) {
        const names = stringsOf(input.RegionName);
        const all = String(input.AllRegions) === 'true';
        return {
          regionInfo: regions
            .list()
            .filter(name => !names.length || names.includes(name))
            .filter(name => all || regions.isEnabled(name))
            .map(name => ({
              regionName: name,
              regionEndpoint: `ec2.${name}.amazonaws.com`,
              optInStatus: regions.optInStatus(name),
            })),
        };
      },

      DescribeAvailabilityZones(input, { region }) {
        const names = stringsOf(input.ZoneName);
        return {
          availabilityZoneInfo: availabilityZones(region)
            .filter(name => !names.length || names.includes(name))
            .map(name => ({
              zoneName: name,
              zoneId: zoneIdOf(region, name),
              zoneState: 'available',
              regionName: region,
              groupName: region,
              networkBorderGroup: region,
              zoneType: 'availability-zone',
              optInStatus: 'opt-in-not-required',
            })),
        };
      },
    },
  };
}
