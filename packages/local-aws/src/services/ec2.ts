import { availabilityZones, zoneIdOf } from '../world/availabilityZones';
import type { Service } from '../protocols/Service';
import { stringsOf } from '../world/values';

/**
 * The part of EC2 that describes zones. Member names are those on the wire.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeAvailabilityZones.html
 */
export function createEc2(): Service {
  return {
    name: 'ec2',
    operations: {
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
