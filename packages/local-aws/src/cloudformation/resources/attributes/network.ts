import { availabilityZones } from '../../../world/availabilityZones';
import type { Identity } from '../ValueGenerator';
import {
  type AttributeTable,
  id,
  nameFrom,
  shortRegion,
} from './AttributeTable';

const publicAddress = (self: Identity) =>
  [
    '18',
    ...[0, 1, 2].map(
      part => 1 + (parseInt(self.hex(2, `ip${part}`), 16) % 250),
    ),
  ].join('.');

const zoneOf = (self: Identity) =>
  self.text('AvailabilityZone') ?? availabilityZones(self.region)[0];

const subnetCidr = (self: Identity, subnetId: unknown) => {
  const { world } = self.options;
  const block = world.find(self.region, 'AWS::EC2::Subnet', String(subnetId))
    ?.properties.CidrBlock;
  return block === undefined ? undefined : String(block);
};

const loadBalancerName = nameFrom('Name', 32);
const targetGroupName = nameFrom('Name', 32);

const loadBalancerFullName = (self: Identity) => {
  const kind = { network: 'net', gateway: 'gwy' }[self.text('Type') ?? ''];
  return `${kind ?? 'app'}/${loadBalancerName(self)}/${self.hex(16)}`;
};

const targetGroupFullName = (self: Identity) =>
  `targetgroup/${targetGroupName(self)}/${self.hex(16)}`;

/** Generated attributes of EC2 and Elastic Load Balancing resources. */
export const networkAttributes: AttributeTable = {
  'AWS::EC2::EIP': { PublicIp: publicAddress, AllocationId: id('eipalloc') },
  'AWS::EC2::FlowLog': { Id: id('fl') },
  'AWS::EC2::InternetGateway': { InternetGatewayId: id('igw') },
  'AWS::EC2::NatGateway': { NatGatewayId: id('nat'), EniId: id('eni') },
  'AWS::EC2::NetworkAcl': { Id: id('acl') },
  'AWS::EC2::NetworkInterface': {
    Id: id('eni'),
    PrimaryPrivateIpAddress: self =>
      self.addressIn(subnetCidr(self, self.property('SubnetId'))),
  },
  'AWS::EC2::PrefixList': { PrefixListId: id('pl') },
  'AWS::EC2::Route': {
    CidrBlock: self =>
      self.property('DestinationCidrBlock') ??
      self.property('DestinationIpv6CidrBlock') ??
      self.property('DestinationPrefixListId'),
  },
  'AWS::EC2::RouteTable': { RouteTableId: id('rtb') },
  'AWS::EC2::SecurityGroup': { Id: id('sg'), GroupId: id('sg') },
  'AWS::EC2::SecurityGroupEgress': { Id: id('sgr') },
  'AWS::EC2::SecurityGroupIngress': { Id: id('sgr') },
  'AWS::EC2::Subnet': {
    SubnetId: id('subnet'),
    NetworkAclAssociationId: id('aclassoc'),
    AvailabilityZone: zoneOf,
    AvailabilityZoneId: self =>
      `${shortRegion(self.region)}-az${
        availabilityZones(self.region).indexOf(zoneOf(self)) + 1
      }`,
  },
  'AWS::EC2::SubnetRouteTableAssociation': { Id: id('rtbassoc') },
  'AWS::EC2::VPC': {
    VpcId: id('vpc'),
    DefaultNetworkAcl: id('acl'),
    DefaultSecurityGroup: id('sg'),
    CidrBlockAssociations: self => [id('vpc-cidr-assoc')(self)],
    Ipv6CidrBlocks: () => [],
  },
  'AWS::EC2::VPCEndpoint': {
    Id: id('vpce'),
    CreationTimestamp: self => self.options.world.now().toISOString(),
    NetworkInterfaceIds: self =>
      [self.property('SubnetIds') ?? []]
        .flat()
        .map((_, index) => `eni-0${self.hex(16, `eni${index}`)}`),
    DnsEntries: self =>
      self.text('VpcEndpointType') === 'Interface'
        ? [
            `Z${self.upper(13)}:${id('vpce')(self)}-${self.code(8)}.${self.text(
              'ServiceName',
            )}`,
          ]
        : [],
  },
  'AWS::EC2::VPCGatewayAttachment': {
    AttachmentType: self =>
      self.property('InternetGatewayId') === undefined ? 'VGW' : 'IGW',
  },

  'AWS::ElasticLoadBalancingV2::Listener': {
    ListenerArn: self =>
      `${String(self.text('LoadBalancerArn')).replace(
        ':loadbalancer/',
        ':listener/',
      )}/${self.hex(16)}`,
  },
  'AWS::ElasticLoadBalancingV2::ListenerRule': {
    RuleArn: self =>
      `${String(self.text('ListenerArn')).replace(
        ':listener/',
        ':listener-rule/',
      )}/${self.hex(16)}`,
    IsDefault: () => false,
  },
  'AWS::ElasticLoadBalancingV2::LoadBalancer': {
    LoadBalancerArn: self =>
      self.arn(
        'elasticloadbalancing',
        `loadbalancer/${loadBalancerFullName(self)}`,
      ),
    LoadBalancerFullName: loadBalancerFullName,
    LoadBalancerName: loadBalancerName,
    CanonicalHostedZoneID: self => `Z${self.accountCode(13).toUpperCase()}`,
    DNSName: self => {
      const internal = self.text('Scheme') === 'internal' ? 'internal-' : '';
      return `${internal}${loadBalancerName(self)}-${self.digits(10)}.${
        self.region
      }.elb.amazonaws.com`;
    },
    SecurityGroups: self => self.property('SecurityGroups') ?? [],
  },
  'AWS::ElasticLoadBalancingV2::TargetGroup': {
    TargetGroupArn: self =>
      self.arn('elasticloadbalancing', targetGroupFullName(self)),
    TargetGroupFullName: targetGroupFullName,
    TargetGroupName: targetGroupName,
    LoadBalancerArns: () => [],
  },
  'AWS::EFS::MountTarget': {
    Id: id('fsmt'),
    IpAddress: self =>
      self.text('IpAddress') ??
      self.addressIn(subnetCidr(self, self.property('SubnetId'))),
  },
};
