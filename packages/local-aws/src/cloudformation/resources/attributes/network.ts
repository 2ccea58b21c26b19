import {
  availabilityZones,
  zoneIdOf,
  zoneWithId,
} from '../../../world/availabilityZones';
import type { ValueGenerator } from '../ValueGenerator';
import { type AttributeTable, id, nameFrom } from './AttributeTable';

const publicAddress = (generate: ValueGenerator) =>
  [
    '18',
    ...[0, 1, 2].map(
      part => 1 + (parseInt(generate.hex(2, `ip${part}`), 16) % 250),
    ),
  ].join('.');

const zoneOf = (generate: ValueGenerator) =>
  generate.text('AvailabilityZone') ??
  zoneWithId(generate.region, generate.text('AvailabilityZoneId')) ??
  availabilityZones(generate.region)[0];

const subnetCidr = (generate: ValueGenerator, subnetId: unknown) => {
  const { world } = generate.options;
  const block = world.find(
    generate.region,
    'AWS::EC2::Subnet',
    String(subnetId),
  )?.properties.CidrBlock;
  return block === undefined ? undefined : String(block);
};

const loadBalancerName = nameFrom('Name', 32);
const targetGroupName = nameFrom('Name', 32);

const loadBalancerFullName = (generate: ValueGenerator) => {
  const kind = { network: 'net', gateway: 'gwy' }[generate.text('Type') ?? ''];
  return `${kind ?? 'app'}/${loadBalancerName(generate)}/${generate.hex(16)}`;
};

const targetGroupFullName = (generate: ValueGenerator) =>
  `targetgroup/${targetGroupName(generate)}/${generate.hex(16)}`;

/** Generated attributes of EC2 and Elastic Load Balancing resources. */
export const networkAttributes: AttributeTable = {
  'AWS::EC2::EIP': { PublicIp: publicAddress, AllocationId: id('eipalloc') },
  'AWS::EC2::FlowLog': { Id: id('fl') },
  'AWS::EC2::InternetGateway': { InternetGatewayId: id('igw') },
  'AWS::EC2::NatGateway': { NatGatewayId: id('nat'), EniId: id('eni') },
  'AWS::EC2::NetworkAcl': { Id: id('acl') },
  'AWS::EC2::NetworkInterface': {
    Id: id('eni'),
    PrimaryPrivateIpAddress: generate =>
      generate.addressIn(subnetCidr(generate, generate.property('SubnetId'))),
  },
  'AWS::EC2::PrefixList': { PrefixListId: id('pl') },
  'AWS::EC2::Route': {
    CidrBlock: generate =>
      generate.property('DestinationCidrBlock') ??
      generate.property('DestinationIpv6CidrBlock') ??
      generate.property('DestinationPrefixListId'),
  },
  'AWS::EC2::RouteTable': { RouteTableId: id('rtb') },
  'AWS::EC2::SecurityGroup': { Id: id('sg'), GroupId: id('sg') },
  'AWS::EC2::SecurityGroupEgress': { Id: id('sgr') },
  'AWS::EC2::SecurityGroupIngress': { Id: id('sgr') },
  'AWS::EC2::Subnet': {
    SubnetId: id('subnet'),
    NetworkAclAssociationId: id('aclassoc'),
    AvailabilityZone: zoneOf,
    AvailabilityZoneId: generate => zoneIdOf(generate.region, zoneOf(generate)),
  },
  'AWS::EC2::SubnetRouteTableAssociation': { Id: id('rtbassoc') },
  'AWS::EC2::VPC': {
    VpcId: id('vpc'),
    DefaultNetworkAcl: id('acl'),
    DefaultSecurityGroup: id('sg'),
    CidrBlockAssociations: generate => [id('vpc-cidr-assoc')(generate)],
    Ipv6CidrBlocks: () => [],
  },
  'AWS::EC2::VPCEndpoint': {
    Id: id('vpce'),
    CreationTimestamp: generate => generate.options.world.now().toISOString(),
    NetworkInterfaceIds: generate =>
      [generate.property('SubnetIds') ?? []]
        .flat()
        .map((_, index) => `eni-0${generate.hex(16, `eni${index}`)}`),
    DnsEntries: generate =>
      generate.text('VpcEndpointType') === 'Interface'
        ? [
            `Z${generate.upper(13)}:${id('vpce')(generate)}-${generate.code(
              8,
            )}.${generate.text('ServiceName')}`,
          ]
        : [],
  },
  'AWS::EC2::VPCGatewayAttachment': {
    AttachmentType: generate =>
      generate.property('InternetGatewayId') === undefined ? 'VGW' : 'IGW',
  },

  'AWS::ElasticLoadBalancingV2::Listener': {
    ListenerArn: generate =>
      `${String(generate.text('LoadBalancerArn')).replace(
        ':loadbalancer/',
        ':listener/',
      )}/${generate.hex(16)}`,
  },
  'AWS::ElasticLoadBalancingV2::ListenerRule': {
    RuleArn: generate =>
      `${String(generate.text('ListenerArn')).replace(
        ':listener/',
        ':listener-rule/',
      )}/${generate.hex(16)}`,
    IsDefault: () => false,
  },
  'AWS::ElasticLoadBalancingV2::LoadBalancer': {
    LoadBalancerArn: generate =>
      generate.arn(
        'elasticloadbalancing',
        `loadbalancer/${loadBalancerFullName(generate)}`,
      ),
    LoadBalancerFullName: loadBalancerFullName,
    LoadBalancerName: loadBalancerName,
    CanonicalHostedZoneID: generate =>
      `Z${generate.accountCode(13).toUpperCase()}`,
    DNSName: generate => {
      const internal =
        generate.text('Scheme') === 'internal' ? 'internal-' : '';
      return `${internal}${loadBalancerName(generate)}-${generate.digits(10)}.${
        generate.region
      }.elb.amazonaws.com`;
    },
    SecurityGroups: generate => generate.property('SecurityGroups') ?? [],
  },
  'AWS::ElasticLoadBalancingV2::TargetGroup': {
    TargetGroupArn: generate =>
      generate.arn('elasticloadbalancing', targetGroupFullName(generate)),
    TargetGroupFullName: targetGroupFullName,
    TargetGroupName: targetGroupName,
    LoadBalancerArns: () => [],
  },
  'AWS::EFS::MountTarget': {
    Id: id('fsmt'),
    IpAddress: generate =>
      generate.text('IpAddress') ??
      generate.addressIn(subnetCidr(generate, generate.property('SubnetId'))),
  },
};
