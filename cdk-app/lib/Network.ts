import {
  parseCidr,
  resourceName,
  stackOutputs,
  type EnvironmentSpec,
} from '@streamflix/backstage-plugin-streamflix-common/environment';
import {
  CfnEIP,
  CfnInternetGateway,
  CfnNatGateway,
  CfnRoute,
  CfnRouteTable,
  CfnSubnet,
  CfnSubnetRouteTableAssociation,
  CfnVPC,
  CfnVPCGatewayAttachment,
} from 'aws-cdk-lib/aws-ec2';
import { CfnOutput, Fn } from 'aws-cdk-lib/core';
import { Construct, DependencyGroup, type IDependable } from 'constructs';

export interface NetworkProps {
  readonly suffix: string;
  readonly network: EnvironmentSpec['network'];
}

const anywhere = '0.0.0.0/0';

/**
 * VPC with a public and a private subnet in each zone. Only NAT gateways are in the public ones.
 *
 * Built from L1 constructs: `ec2.Vpc` chooses its own address blocks, but the platform defines them.
 */
export class Network extends Construct {
  readonly vpcId: string;
  readonly privateSubnetIds: string[];
  /** Complete once a task in a private subnet can reach the internet. Tasks that start earlier cannot pull their image. */
  readonly routeOut: IDependable;

  constructor(scope: Construct, id: string, props: NetworkProps) {
    super(scope, id);
    const { cidr, zones, zoneIds, nat, firstPublicSubnet, firstPrivateSubnet } =
      props.network;
    const named = (resourceType: string) => [
      { key: 'Name', value: resourceName(resourceType, props.suffix) },
    ];

    const vpc = new CfnVPC(this, 'Vpc', {
      cidrBlock: cidr,
      enableDnsHostnames: true,
      enableDnsSupport: true,
      tags: named('vpc'),
    });
    const gateway = new CfnInternetGateway(this, 'InternetGateway', {
      tags: named('internet-gateway'),
    });
    const attachment = new CfnVPCGatewayAttachment(
      this,
      'InternetGatewayAttachment',
      { vpcId: vpc.ref, internetGatewayId: gateway.ref },
    );
    const publicRoutes = new CfnRouteTable(this, 'PublicRoutes', {
      vpcId: vpc.ref,
      tags: named('public-routes'),
    });
    const publicDefault = new CfnRoute(this, 'PublicDefaultRoute', {
      routeTableId: publicRoutes.ref,
      destinationCidrBlock: anywhere,
      gatewayId: gateway.ref,
    });
    publicDefault.addResourceDependency(attachment);

    const subnet = (kind: 'Public' | 'Private', zone: number, block: number) =>
      new CfnSubnet(this, `${kind}Subnet${zone + 1}`, {
        vpcId: vpc.ref,
        cidrBlock: blockOf(cidr, block + zone),
        // Ids name the same zone in every account. Environments of before them keep the account's order.
        ...(zoneIds
          ? { availabilityZoneId: zoneIds[zone] }
          : { availabilityZone: Fn.select(zone, Fn.getAzs()) }),
        tags: named(`${kind.toLowerCase()}-subnet-${zone + 1}`),
      });

    const gateways: CfnNatGateway[] = [];
    const routeOut = new DependencyGroup();
    this.privateSubnetIds = [];
    for (let zone = 0; zone < zones; zone++) {
      const number = zone + 1;
      const publicSubnet = subnet('Public', zone, firstPublicSubnet);
      const publicAssociation = new CfnSubnetRouteTableAssociation(
        this,
        `PublicSubnet${number}Routes`,
        { subnetId: publicSubnet.ref, routeTableId: publicRoutes.ref },
      );
      if (zone === 0 || nat === 'per-zone') {
        const address = new CfnEIP(this, `NatAddress${number}`, {
          domain: 'vpc',
          tags: named(`nat-address-${number}`),
        });
        // An address can only be released while the gateway is still attached.
        address.addResourceDependency(attachment);
        const natGateway = new CfnNatGateway(this, `NatGateway${number}`, {
          subnetId: publicSubnet.ref,
          allocationId: address.attrAllocationId,
          tags: named(`nat-gateway-${number}`),
        });
        natGateway.addResourceDependency(publicDefault);
        natGateway.addResourceDependency(publicAssociation);
        gateways.push(natGateway);
      }

      const privateSubnet = subnet('Private', zone, firstPrivateSubnet);
      const privateRoutes = new CfnRouteTable(this, `PrivateRoutes${number}`, {
        vpcId: vpc.ref,
        tags: named(`private-routes-${number}`),
      });
      routeOut.add(
        new CfnRoute(this, `PrivateDefaultRoute${number}`, {
          routeTableId: privateRoutes.ref,
          destinationCidrBlock: anywhere,
          natGatewayId: gateways[gateways.length - 1].ref,
        }),
        new CfnSubnetRouteTableAssociation(
          this,
          `PrivateSubnet${number}Routes`,
          { subnetId: privateSubnet.ref, routeTableId: privateRoutes.ref },
        ),
      );
      this.privateSubnetIds.push(privateSubnet.ref);
    }
    this.routeOut = routeOut;
    this.vpcId = vpc.ref;

    new CfnOutput(this, stackOutputs.vpcId, { value: this.vpcId });
  }
}

/** The /24 block of a range by number. */
function blockOf(cidr: string, number: number): string {
  const address = parseCidr(cidr).first + number * 256;
  const octets = [24, 16, 8, 0].map(
    bits => Math.floor(address / 2 ** bits) % 256,
  );
  return `${octets.join('.')}/24`;
}
