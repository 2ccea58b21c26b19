import { Address4, Address6 } from 'ip-address';
import { availabilityZones } from '../../../world/availabilityZones';
import { type Fields, fieldsOf, listOf, stringOf } from '../../../world/values';
import { type Candidate, having } from '../Candidate';
import {
  form,
  oneOf,
  isSet,
  isTrue,
  rule,
  type ServiceRules,
  textOf,
} from './Rule';

const api = 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/';
const ingress = `${api}API_AuthorizeSecurityGroupIngress.html`;

const isBlock = (text: string) =>
  /^\d+\.\d+\.\d+\.\d+\/\d+$/.test(text) && Address4.isValid(text);

const invalidBlock = (parameter: string, text: string) =>
  `Value (${text}) for parameter ${parameter} is invalid. This is not a valid CIDR block.`;

const hasSize = (text: string) => {
  const { subnetMask } = new Address4(text);
  return subnetMask >= 16 && subnetMask <= 28;
};

const description = /^[a-zA-Z0-9. _\-:/()#,@[\]+=&;{}!$*]{0,255}$/;

const protocols: Readonly<Record<string, string>> = {
  '6': 'tcp',
  '17': 'udp',
  '1': 'icmp',
  '58': 'icmpv6',
};

const protocolOf = ({ IpProtocol }: Fields) => {
  const text = String(IpProtocol).toLowerCase();
  return protocols[text] ?? text;
};

function problemOfRule(permission: Fields): string | undefined {
  const protocol = protocolOf(permission);
  const isKnown = ['tcp', 'udp', 'icmp', 'icmpv6', '-1'].includes(protocol);
  if (!isKnown && !(Number(protocol) >= 0 && Number(protocol) <= 255)) {
    return `Invalid value '${protocol}' for IP protocol. Unknown protocol.`;
  }
  const peers = Object.keys(permission).filter(name =>
    /^(Cidr|Source|Destination)/.test(name),
  );
  const given = peers.filter(name => !/Owner|GroupName$/.test(name));
  if (peers.length === 0 || given.length > 1) {
    return 'Exactly one of CidrIp, CidrIpv6, SourcePrefixListId and SourceSecurityGroupId must be specified and not empty';
  }
  const sixth = stringOf(permission.CidrIpv6);
  if (sixth !== undefined && !Address6.isValid(sixth)) {
    return `CIDR block ${sixth} is malformed`;
  }
  const block = stringOf(permission.CidrIp);
  if (block !== undefined && !isBlock(block)) {
    return `CIDR block ${block} is malformed`;
  }
  if (protocol === 'tcp' || protocol === 'udp') {
    const [from, to] = [permission.FromPort, permission.ToPort].map(port =>
      port === undefined ? undefined : Number(port),
    );
    if (from === undefined || to === undefined) {
      return "Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange.";
    }
    const wrong = [from, to].find(port => !(port >= -1 && port <= 65_535));
    if (wrong !== undefined) {
      return `Invalid value '${wrong}' for port. Must be from 0 to 65535.`;
    }
    if (from > to) {
      return `Invalid ${protocol.toUpperCase()} port range (${from}-${to})`;
    }
  }
  const text = stringOf(permission.Description) ?? '';
  return description.test(text)
    ? undefined
    : 'Invalid rule description. Valid descriptions are strings less than 256 characters from the following set:  a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*';
}

/** What makes two rules of a group the same. */
const identityOf = (permission: Fields): string =>
  [
    protocolOf(permission),
    permission.FromPort ?? -1,
    permission.ToPort ?? -1,
    ...[
      'CidrIp',
      'CidrIpv6',
      'SourceSecurityGroupId',
      'DestinationSecurityGroupId',
      'SourcePrefixListId',
      'DestinationPrefixListId',
    ].map(name => permission[name] ?? ''),
  ].join(' ');

function duplicate(permission: Fields): string {
  const peer =
    permission.CidrIp ??
    permission.CidrIpv6 ??
    permission.SourceSecurityGroupId ??
    permission.DestinationSecurityGroupId;
  return `the specified rule "peer: ${String(peer)}, ${protocolOf(
    permission,
  ).toUpperCase()}, from port: ${String(
    permission.FromPort,
  )}, to port: ${String(permission.ToPort)}, ALLOW" already exists`;
}

const groupId = (resource: { attributes: Fields; physicalId: string }) =>
  stringOf(resource.attributes.GroupId) ?? resource.physicalId;

/** A rule of its own repeats one of its group, or another's. */
const repeatsRule = (direction: 'Ingress' | 'Egress') =>
  rule(
    ingress,
    candidate => {
      const { world, region, properties } = candidate;
      const group = textOf(candidate, 'GroupId');
      if (group === undefined) return undefined;
      const inline = world
        .list(region, 'AWS::EC2::SecurityGroup')
        .filter(each => groupId(each) === group)
        .flatMap(each =>
          listOf(each.properties[`SecurityGroup${direction}`]).map(fieldsOf),
        );
      const others = having(
        candidate,
        `AWS::EC2::SecurityGroup${direction}`,
        'GroupId',
        group,
      ).map(each => each.properties);
      const own = identityOf(properties);
      return [...inline, ...others].some(each => identityOf(each) === own)
        ? duplicate(properties)
        : undefined;
    },
    'create',
  );

const inlineRules = rule(ingress, ({ properties }) => {
  for (const name of ['SecurityGroupIngress', 'SecurityGroupEgress']) {
    const permissions = listOf(properties[name]).map(fieldsOf);
    const problem = permissions
      .map(problemOfRule)
      .find(each => each !== undefined);
    if (problem !== undefined) return problem;
    const repeated = permissions.find(
      (each, index) =>
        permissions.findIndex(other => identityOf(other) === identityOf(each)) <
        index,
    );
    if (permissions.length > 60) {
      return 'The maximum number of rules per security group has been reached.';
    }
    if (repeated) return 'The same permission must not appear multiple times';
  }
  return undefined;
});

const vpcOf = (candidate: Candidate, subnetId: unknown) =>
  stringOf(
    candidate.world.find(candidate.region, 'AWS::EC2::Subnet', String(subnetId))
      ?.properties.VpcId,
  );

const attachmentsOf = (candidate: Candidate, vpc: string | undefined) =>
  having(candidate, 'AWS::EC2::VPCGatewayAttachment', 'VpcId', vpc).filter(
    ({ properties }) => properties.InternetGatewayId !== undefined,
  );

const isDone = ({ phase }: { phase: string }) =>
  phase === 'available' || phase === 'updating';

/** Elastic Compute Cloud: networks. */
export const ec2Rules: ServiceRules = {
  service: 'Ec2',
  rules: {
    'AWS::EC2::VPC': [
      rule(`${api}API_CreateVpc.html`, candidate => {
        const block = textOf(candidate, 'CidrBlock');
        if (block === undefined) {
          return isSet(candidate, 'Ipv4IpamPoolId')
            ? undefined
            : 'Either CIDR Block or IPv4 IPAM Pool and IPv4 Netmask Length must be provided';
        }
        if (!isBlock(block)) return invalidBlock('cidrBlock', block);
        return hasSize(block) ? undefined : `The CIDR '${block}' is invalid.`;
      }),
      rule(`${api}API_ModifyVpcAttribute.html`, candidate =>
        isTrue(candidate, 'EnableDnsHostnames') &&
        textOf(candidate, 'EnableDnsSupport') === 'false'
          ? 'DNS hostnames cannot be enabled without DNS support.'
          : undefined,
      ),
    ],
    'AWS::EC2::SubnetRouteTableAssociation': [
      rule(
        `${api}API_AssociateRouteTable.html`,
        candidate =>
          having(
            candidate,
            'AWS::EC2::SubnetRouteTableAssociation',
            'SubnetId',
            candidate.properties.SubnetId,
          ).length > 0
            ? `the specified association for route table ${textOf(
                candidate,
                'RouteTableId',
              )} conflicts with an existing association`
            : undefined,
        'create',
      ),
    ],
    'AWS::EC2::Subnet': [
      rule(`${api}API_CreateSubnet.html`, candidate => {
        const block = textOf(candidate, 'CidrBlock');
        if (block === undefined) return undefined;
        if (!isBlock(block)) return invalidBlock('cidrBlock', block);
        const { world, region, properties } = candidate;
        const whole = stringOf(
          world.find(region, 'AWS::EC2::VPC', String(properties.VpcId))
            ?.properties.CidrBlock,
        );
        const isOutside =
          whole !== undefined &&
          isBlock(whole) &&
          !new Address4(block).isInSubnet(new Address4(whole)) &&
          world.list(region, 'AWS::EC2::VPCCidrBlock').length === 0;
        return isOutside || !hasSize(block)
          ? `The CIDR '${block}' is invalid.`
          : undefined;
      }),
      rule(`${api}API_CreateSubnet.html`, candidate => {
        const zone = textOf(candidate, 'AvailabilityZone');
        return zone === undefined ||
          new RegExp(`^${candidate.region}[a-f]$`).test(zone)
          ? undefined
          : `Value (${zone}) for parameter availabilityZone is invalid. Subnets can currently only be created in the following availability zones: ${availabilityZones(
              candidate.region,
            ).join(', ')}.`;
      }),
    ],
    'AWS::EC2::EIP': [
      oneOf(`${api}API_AllocateAddress.html`, 'Domain', ['vpc', 'standard']),
    ],
    'AWS::EC2::SecurityGroup': [
      inlineRules,
      form(
        `${api}API_CreateSecurityGroup.html`,
        'GroupDescription',
        description,
        text =>
          `Value (${text}) for parameter GroupDescription is invalid. Character sets beyond ASCII are not supported.`,
      ),
      form(
        `${api}API_CreateSecurityGroup.html`,
        'GroupName',
        /^(?!sg-|default$)[a-zA-Z0-9. _\-:/()#,@[\]+=&;{}!$*]{1,255}$/,
        text => `Invalid value '${text}' for groupName.`,
      ),
    ],
    'AWS::EC2::SecurityGroupIngress': [
      rule(ingress, ({ properties }) => problemOfRule(properties)),
      repeatsRule('Ingress'),
    ],
    'AWS::EC2::SecurityGroupEgress': [
      rule(ingress, ({ properties }) => problemOfRule(properties)),
      repeatsRule('Egress'),
    ],
    'AWS::EC2::NatGateway': [
      rule(
        `${api}API_CreateNatGateway.html`,
        candidate => {
          if (textOf(candidate, 'ConnectivityType') === 'private') {
            return isSet(candidate, 'AllocationId')
              ? 'The parameter AllocationId cannot be used with the connectivity type private'
              : undefined;
          }
          if (!isSet(candidate, 'AllocationId')) {
            return 'The request must contain the parameter AllocationId';
          }
          const vpc = vpcOf(candidate, candidate.properties.SubnetId);
          return vpc === undefined || attachmentsOf(candidate, vpc).some(isDone)
            ? undefined
            : `Network ${vpc} has no Internet gateway attached`;
        },
        'create',
      ),
      rule(
        `${api}API_CreateNatGateway.html`,
        candidate => {
          const id = textOf(candidate, 'AllocationId');
          return id !== undefined &&
            having(candidate, 'AWS::EC2::NatGateway', 'AllocationId', id)
              .length > 0
            ? `Elastic IP address [${id}] is already associated`
            : undefined;
        },
        'create',
      ),
    ],
    'AWS::EC2::VPCCidrBlock': [
      rule(
        `${api}API_AssociateVpcCidrBlock.html`,
        candidate => {
          const block = textOf(candidate, 'CidrBlock');
          if (block === undefined || !isBlock(block)) return undefined;
          const { world, region, properties } = candidate;
          const wanted = new Address4(block);
          const taken = [
            world.find(region, 'AWS::EC2::VPC', String(properties.VpcId)),
            ...having(
              candidate,
              'AWS::EC2::VPCCidrBlock',
              'VpcId',
              properties.VpcId,
            ),
          ]
            .flatMap(each => stringOf(each?.properties.CidrBlock) ?? [])
            .filter(isBlock)
            .map(each => new Address4(each))
            .some(each => each.isInSubnet(wanted) || wanted.isInSubnet(each));
          return taken
            ? `The CIDR '${block}' overlaps with a CIDR block of the VPC.`
            : undefined;
        },
        'create',
      ),
    ],
    'AWS::EC2::VPCGatewayAttachment': [
      rule(
        `${api}API_AttachInternetGateway.html`,
        candidate => {
          const gateway = textOf(candidate, 'InternetGatewayId');
          const vpc = textOf(candidate, 'VpcId');
          if (gateway === undefined) return undefined;
          if (attachmentsOf(candidate, vpc).length > 0) {
            return `Network ${vpc} already has an internet gateway attached`;
          }
          return having(
            candidate,
            'AWS::EC2::VPCGatewayAttachment',
            'InternetGatewayId',
            gateway,
          ).length > 0
            ? `resource ${gateway} is already attached to network`
            : undefined;
        },
        'create',
      ),
    ],
    'AWS::EC2::Route': [
      rule(`${api}API_CreateRoute.html`, candidate => {
        const block = textOf(candidate, 'DestinationCidrBlock');
        if (block !== undefined && !isBlock(block)) {
          return invalidBlock('destinationCidrBlock', block);
        }
        const targets = Object.keys(candidate.properties).filter(
          name =>
            /Id$|^Core.*Arn$/.test(name) &&
            name !== 'RouteTableId' &&
            name !== 'DestinationPrefixListId',
        );
        const destinations = [
          'DestinationCidrBlock',
          'DestinationIpv6CidrBlock',
          'DestinationPrefixListId',
        ].filter(name => isSet(candidate, name));
        if (destinations.length !== 1) {
          return 'Exactly one destination must be specified';
        }
        return targets.length === 1
          ? undefined
          : 'Exactly one route target must be specified';
      }),
      rule(
        `${api}API_CreateRoute.html`,
        candidate => {
          const { world, region, properties } = candidate;
          const block = textOf(candidate, 'DestinationCidrBlock');
          const table = world.find(
            region,
            'AWS::EC2::RouteTable',
            String(properties.RouteTableId),
          );
          const local = world.find(
            region,
            'AWS::EC2::VPC',
            String(table?.properties.VpcId),
          )?.properties.CidrBlock;
          return block !== undefined && block === local
            ? `The route identified by ${block} already exists.`
            : undefined;
        },
        'create',
      ),
      rule(`${api}API_CreateRoute.html`, candidate => {
        const { world, region, properties } = candidate;
        const { RouteTableId, NatGatewayId } = properties;
        const gateway = world.find(
          region,
          'AWS::EC2::NatGateway',
          String(NatGatewayId),
        );
        const own = vpcOf(candidate, gateway?.properties.SubnetId);
        const table = world.find(
          region,
          'AWS::EC2::RouteTable',
          String(RouteTableId),
        )?.properties.VpcId;
        return own !== undefined && table !== undefined && own !== table
          ? `route table ${String(RouteTableId)} and NAT gateway ${String(
              NatGatewayId,
            )} belong to different networks`
          : undefined;
      }),
    ],
  },
};

/** Elastic File System. */
export const efsRules: ServiceRules = {
  service: 'Efs',
  rules: {
    'AWS::EFS::AccessPoint': [
      rule(
        'https://docs.aws.amazon.com/efs/latest/ug/API_RootDirectory.html',
        ({ properties }) => {
          const path = stringOf(fieldsOf(properties.RootDirectory).Path) ?? '/';
          return /^(\/|(\/(?!\.)[^$#<>;`|&?{}^*/\n]+){1,4})$/.test(path) &&
            path.length <= 100
            ? undefined
            : `Invalid path '${path}': it must be absolute and have at most four levels and 100 characters.`;
        },
      ),
    ],
    'AWS::EFS::MountTarget': [
      rule(
        'https://docs.aws.amazon.com/efs/latest/ug/API_CreateMountTarget.html',
        ({ properties }) =>
          listOf(properties.SecurityGroups).length > 5
            ? 'A mount target can have at most 5 security groups.'
            : undefined,
      ),
      rule(
        'https://docs.aws.amazon.com/efs/latest/ug/API_CreateMountTarget.html',
        candidate => {
          const { world, region, properties } = candidate;
          const zone = (id: unknown) =>
            world.find(region, 'AWS::EC2::Subnet', String(id))?.attributes
              .AvailabilityZone;
          const own = zone(properties.SubnetId);
          return own !== undefined &&
            having(
              candidate,
              'AWS::EFS::MountTarget',
              'FileSystemId',
              properties.FileSystemId,
            ).some(each => zone(each.properties.SubnetId) === own)
            ? 'mount target already exists in this AZ'
            : undefined;
        },
        'create',
      ),
    ],
    'AWS::EFS::FileSystem': [
      rule(
        'https://docs.aws.amazon.com/efs/latest/ug/API_CreateFileSystem.html',
        candidate => {
          const mode = textOf(candidate, 'ThroughputMode') ?? 'bursting';
          if (
            isSet(candidate, 'ProvisionedThroughputInMibps') &&
            mode !== 'provisioned'
          ) {
            return 'ProvisionedThroughputInMibps can only be specified when ThroughputMode is provisioned.';
          }
          const isMaxIo = textOf(candidate, 'PerformanceMode') === 'maxIO';
          return isMaxIo &&
            (mode === 'elastic' || isSet(candidate, 'AvailabilityZoneName'))
            ? 'Max I/O performance mode is not supported for file systems with Elastic throughput or One Zone storage.'
            : undefined;
        },
      ),
      rule(
        'https://docs.aws.amazon.com/efs/latest/ug/API_CreateFileSystem.html',
        candidate =>
          textOf(candidate, 'ThroughputMode') === 'provisioned' &&
          !isSet(candidate, 'ProvisionedThroughputInMibps')
            ? 'ProvisionedThroughputInMibps must be specified when ThroughputMode is provisioned.'
            : undefined,
      ),
      rule(
        'https://docs.aws.amazon.com/efs/latest/ug/API_CreateFileSystem.html',
        candidate =>
          isSet(candidate, 'KmsKeyId') &&
          textOf(candidate, 'Encrypted') === 'false'
            ? 'KmsKeyId can only be specified for an encrypted file system.'
            : undefined,
      ),
    ],
  },
};
