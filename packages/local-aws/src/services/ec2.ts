import { availabilityZones } from '../cloudformation/template/availabilityZones';
import { AwsError, type Service } from '../Service';
import {
  booleanOf,
  type Fields,
  fieldsOf,
  listOf,
  stringOf,
  stringsOf,
} from '../values';
import type { Resource, World } from '../World';
import { zoneOfSubnet } from './placement';
import { tagsOf } from './tagsOf';

/** Regions that are enabled by default in a new account. */
const REGIONS = [
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-northeast-3',
  'ap-south-1',
  'ap-southeast-1',
  'ap-southeast-2',
  'ca-central-1',
  'eu-central-1',
  'eu-north-1',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'sa-east-1',
  'us-east-1',
  'us-east-2',
  'us-west-1',
  'us-west-2',
];

/**
 * The part of EC2 that describes regions, zones, and the networks and subnets of stacks. Member names are those on the wire.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/Welcome.html
 */
export function createEc2(world: World): Service {
  return {
    name: 'ec2',
    operations: {
      DescribeRegions: input => ({
        regionInfo: named(REGIONS, input.RegionName).map(name => ({
          regionName: name,
          regionEndpoint: `ec2.${name}.amazonaws.com`,
          optInStatus: 'opt-in-not-required',
        })),
      }),

      DescribeAvailabilityZones: (input, { region }) => ({
        availabilityZoneInfo: named(
          availabilityZones(region),
          input.ZoneName,
        ).map(name => ({
          zoneName: name,
          zoneState: 'available',
          regionName: region,
          groupName: region,
          networkBorderGroup: region,
          zoneType: 'availability-zone',
          optInStatus: 'opt-in-not-required',
        })),
      }),

      DescribeVpcs: (input, { region }) => ({
        vpcSet: found(world.list(region, 'AWS::EC2::VPC'), input.VpcId, 'Vpc')
          .map(vpc => describeVpc(vpc, world))
          .filter(vpc => passes(vpc, input, { 'vpc-id': 'vpcId' })),
      }),

      DescribeSubnets: (input, { region }) => ({
        subnetSet: found(
          world.list(region, 'AWS::EC2::Subnet'),
          input.SubnetId,
          'Subnet',
        )
          .map(subnet => describeSubnet(subnet, world))
          .filter(subnet =>
            passes(subnet, input, {
              'vpc-id': 'vpcId',
              'subnet-id': 'subnetId',
              'availability-zone': 'availabilityZone',
            }),
          ),
      }),
    },
  };
}

function named(all: readonly string[], wanted: unknown): string[] {
  const names = stringsOf(wanted);
  return all.filter(name => !names.length || names.includes(name));
}

/** @throws AwsError when a requested id does not exist */
function found(
  all: readonly Resource[],
  wanted: unknown,
  kind: 'Vpc' | 'Subnet',
): Resource[] {
  const ids = stringsOf(wanted);
  const lost = ids.find(id => !all.some(each => each.physicalId === id));
  if (lost !== undefined) {
    throw new AwsError(
      `Invalid${kind}ID.NotFound`,
      `The ${kind.toLowerCase()} ID '${lost}' does not exist`,
    );
  }
  return all.filter(each => !ids.length || ids.includes(each.physicalId));
}

/** @throws AwsError when a filter is unknown */
function passes(
  described: Fields,
  input: Fields,
  members: Readonly<Record<string, string>>,
): boolean {
  return listOf(input.Filter)
    .map(fieldsOf)
    .every(({ Name, Value }) => {
      const name = stringOf(Name) ?? '';
      const values = stringsOf(Value);
      if (name.startsWith('tag:')) {
        return listOf(described.tagSet)
          .map(fieldsOf)
          .some(
            ({ key, value }) =>
              key === name.slice(4) && values.includes(String(value)),
          );
      }
      if (!Object.hasOwn(members, name)) {
        throw new AwsError(
          'InvalidParameterValue',
          `The filter '${name}' is invalid`,
        );
      }
      return values.includes(String(described[members[name]]));
    });
}

function describeVpc(vpc: Resource, world: World): Fields {
  return {
    vpcId: vpc.physicalId,
    ownerId: world.accountId,
    state: stateOf(vpc),
    cidrBlock: vpc.properties.CidrBlock,
    instanceTenancy: stringOf(vpc.properties.InstanceTenancy) ?? 'default',
    isDefault: false,
    tagSet: tagSetOf(vpc),
  };
}

function describeSubnet(subnet: Resource, world: World): Fields {
  const { region, physicalId, properties } = subnet;
  return {
    subnetId: physicalId,
    subnetArn: `arn:aws:ec2:${region}:${world.accountId}:subnet/${physicalId}`,
    ownerId: world.accountId,
    state: stateOf(subnet),
    vpcId: properties.VpcId,
    cidrBlock: properties.CidrBlock,
    availabilityZone: zoneOfSubnet(world, region, physicalId),
    mapPublicIpOnLaunch: booleanOf(properties.MapPublicIpOnLaunch) ?? false,
    defaultForAz: false,
    tagSet: tagSetOf(subnet),
  };
}

function stateOf({ phase }: Resource): string {
  return phase === 'creating' ? 'pending' : 'available';
}

function tagSetOf(resource: Resource): Fields[] {
  return tagsOf(resource).map(({ Key, Value }) => ({ key: Key, value: Value }));
}
