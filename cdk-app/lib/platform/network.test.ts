import { bodyOf, templateOf } from '../__testUtils__/environment';
import {
  cellsOf,
  resourcesOf,
  type Cell,
  type PlatformEnvironment,
} from '../__testUtils__/platformTable';

type Body = PlatformEnvironment['body'];

const subnetsOf = (body: Body, kind: 'Public' | 'Private') =>
  resourcesOf(body, 'AWS::EC2::Subnet')
    .filter(([id]) => id.startsWith(kind))
    .map(([, properties]) => properties);

/** A public and a private subnet in each of the first zones of the region. */
function zones(count: number) {
  return (body: Body) => {
    for (const kind of ['Public', 'Private'] as const) {
      expect(
        subnetsOf(body, kind).map(({ AvailabilityZone }) => AvailabilityZone),
      ).toEqual(
        Array.from({ length: count }, (_, zone) => ({
          'Fn::Select': [zone, { 'Fn::GetAZs': '' }],
        })),
      );
    }
  };
}

/** Third octets of the /24 blocks; tasks run in the private ones, without a public address. */
function subnets(publicBlocks: number[], privateBlocks: number[]): Cell[1] {
  return ({ body, template }) => {
    const cidrs = (blocks: number[]) => blocks.map(n => `10.0.${n}.0/24`);
    const cidrsOf = (kind: 'Public' | 'Private') =>
      subnetsOf(body, kind).map(({ CidrBlock }) => CidrBlock);
    expect(cidrsOf('Public')).toEqual(cidrs(publicBlocks));
    expect(cidrsOf('Private')).toEqual(cidrs(privateBlocks));
    template.resourceCountIs(
      'AWS::EC2::Subnet',
      publicBlocks.length + privateBlocks.length,
    );
    for (const [number] of publicBlocks.entries()) {
      template.hasResourceProperties('AWS::EC2::SubnetRouteTableAssociation', {
        SubnetId: { Ref: `PublicSubnet${number + 1}` },
        RouteTableId: { Ref: 'PublicRoutes' },
      });
    }
    template.hasResourceProperties('AWS::EC2::Route', {
      RouteTableId: { Ref: 'PublicRoutes' },
      DestinationCidrBlock: '0.0.0.0/0',
      GatewayId: { Ref: 'InternetGateway' },
    });
    template.allResourcesProperties('AWS::ECS::Service', {
      NetworkConfiguration: {
        AwsvpcConfiguration: {
          AssignPublicIp: 'DISABLED',
          Subnets: privateBlocks.map((_, index) => ({
            Ref: `PrivateSubnet${index + 1}`,
          })),
        },
      },
    });
  };
}

/** The number of the NAT gateway through which each private subnet reaches the internet. */
function nat(...gateways: number[]) {
  return (body: Body) => {
    const routes = (type: string) =>
      resourcesOf(body, type).map(([, properties]) => properties);
    gateways.forEach((gateway, index) => {
      const zone = index + 1;
      expect(routes('AWS::EC2::SubnetRouteTableAssociation')).toContainEqual({
        SubnetId: { Ref: `PrivateSubnet${zone}` },
        RouteTableId: { Ref: `PrivateRoutes${zone}` },
      });
      expect(routes('AWS::EC2::Route')).toContainEqual({
        RouteTableId: { Ref: `PrivateRoutes${zone}` },
        DestinationCidrBlock: '0.0.0.0/0',
        NatGatewayId: { Ref: `NatGateway${gateway}` },
      });
    });
    expect(routes('AWS::EC2::NatGateway')).toMatchObject(
      [...new Set(gateways)].map(gateway => ({
        SubnetId: { Ref: `PublicSubnet${gateway}` },
        AllocationId: {
          'Fn::GetAtt': [`NatAddress${gateway}`, 'AllocationId'],
        },
      })),
    );
  };
}

const vpc: Cell[1] = ({ template }) => {
  template.resourceCountIs('AWS::EC2::VPC', 1);
  template.hasResourceProperties('AWS::EC2::VPC', {
    CidrBlock: '10.0.0.0/16',
    EnableDnsHostnames: true,
    EnableDnsSupport: true,
  });
};

const cells = cellsOf('network', {
  'availability zones': {
    'media-processing': ['2', ({ body }) => zones(2)(body)],
    'content-delivery': ['3', ({ body }) => zones(3)(body)],
    'video-pipeline': ['2', ({ body }) => zones(2)(body)],
    broadcast: [
      '2 or more',
      ({ body }) => {
        zones(2)(body);
        zones(3)(bodyOf('broadcast', { network: { zones: 3 } }));
      },
    ],
    complete: [
      '2, 3 selectable',
      ({ body }) => {
        zones(2)(body);
        zones(3)(bodyOf('complete', { network: { zones: 3 } }));
      },
    ],
  },

  subnets: {
    'media-processing': [
      'public 10.0.1–2.0/24, private 10.0.3–4.0/24, tasks in the private ones',
      subnets([1, 2], [3, 4]),
    ],
    'content-delivery': [
      'public 10.0.0–2.0/24, private 10.0.10–12.0/24',
      subnets([0, 1, 2], [10, 11, 12]),
    ],
    'video-pipeline': [
      'public 10.0.1–2.0/24, private 10.0.11–12.0/24',
      subnets([1, 2], [11, 12]),
    ],
    broadcast: [
      'public 10.0.1–2.0/24, private 10.0.11–12.0/24',
      subnets([1, 2], [11, 12]),
    ],
    complete: [
      'public 10.0.1–2.0/24, private 10.0.11–12.0/24',
      subnets([1, 2], [11, 12]),
    ],
  },

  NAT: {
    'media-processing': ['one', ({ body }) => nat(1, 1)(body)],
    'content-delivery': [
      'one per zone, each private subnet routed to its own',
      ({ body }) => nat(1, 2, 3)(body),
    ],
    'video-pipeline': ['one', ({ body }) => nat(1, 1)(body)],
    broadcast: [
      'one, per zone selectable',
      ({ body }) => {
        nat(1, 1)(body);
        nat(1, 2)(bodyOf('broadcast', { network: { nat: 'per-zone' } }));
      },
    ],
    complete: [
      'one, per zone selectable',
      ({ body }) => {
        nat(1, 1)(body);
        nat(
          1,
          2,
          3,
        )(bodyOf('complete', { network: { zones: 3, nat: 'per-zone' } }));
      },
    ],
  },

  VPC: {
    'media-processing': ['10.0.0.0/16, DNS hostnames and support on', vpc],
    'content-delivery': ['10.0.0.0/16, DNS hostnames and support on', vpc],
    'video-pipeline': ['10.0.0.0/16, DNS hostnames and support on', vpc],
    broadcast: ['10.0.0.0/16, DNS hostnames and support on', vpc],
    complete: [
      '10.0.0.0/16, DNS hostnames and support on, address range selectable',
      environment => {
        vpc(environment);
        const given = templateOf('complete', {
          network: { cidr: '172.16.0.0/18' },
        });
        given.hasResourceProperties('AWS::EC2::VPC', {
          CidrBlock: '172.16.0.0/18',
        });
        given.hasResourceProperties('AWS::EC2::Subnet', {
          CidrBlock: '172.16.11.0/24',
        });
      },
    ],
  },
});

it.each(cells)('%s, %s: %s', (_row, _blueprint, _says, asserts) => asserts());
