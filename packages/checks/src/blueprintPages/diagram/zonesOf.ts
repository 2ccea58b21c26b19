import {
  referencesIn,
  resourcesOf,
  type Template,
} from '@streamflix/cdk-app/template';
import type { Zone } from './Architecture';

interface Subnet {
  zone: number;
  cidr: string;
  /** Target of the subnet's default route. */
  wayOut: string;
}

const zoneIndex = (availabilityZone: unknown): number =>
  Number(JSON.stringify(availabilityZone).match(/\d+/)?.[0]);

function subnetsOf(template: Template): Map<string, Subnet> {
  const wayOut = new Map(
    resourcesOf(template, 'EC2::Route').map(({ properties }) => [
      referencesIn(properties.RouteTableId)[0],
      referencesIn([properties.GatewayId, properties.NatGatewayId])[0],
    ]),
  );
  const tables = new Map(
    resourcesOf(template, 'EC2::SubnetRouteTableAssociation').map(
      ({ properties }) => [
        referencesIn(properties.SubnetId)[0],
        referencesIn(properties.RouteTableId)[0],
      ],
    ),
  );
  return new Map(
    resourcesOf(template, 'EC2::Subnet').map(({ id, properties }) => [
      id,
      {
        zone: zoneIndex(properties.AvailabilityZone),
        cidr: String(properties.CidrBlock),
        wayOut: wayOut.get(tables.get(id) ?? '') ?? '',
      },
    ]),
  );
}

/** The zones of a template. A subnet is private when its default route has a NAT gateway as its target. */
export function zonesOf(template: Template): Zone[] {
  const subnets = [...subnetsOf(template).values()];
  const zoneOfNat = new Map(
    resourcesOf(template, 'EC2::NatGateway').map(({ id, properties }) => [
      id,
      zonesOfSubnets(template, properties.SubnetId)[0],
    ]),
  );
  return subnets
    .filter(({ wayOut }) => zoneOfNat.has(wayOut))
    .sort((a, b) => a.zone - b.zone)
    .map(({ zone, cidr, wayOut }) => ({
      publicCidr:
        subnets.find(other => other.zone === zone && other.wayOut !== wayOut)
          ?.cidr ?? '',
      privateCidr: cidr,
      nat: [...zoneOfNat].find(([, at]) => at === zone)?.[0],
      outThrough: zoneOfNat.get(wayOut) ?? zone,
    }));
}

/** Indexes of the zones of the subnets that a value refers to. */
export function zonesOfSubnets(template: Template, value: unknown): number[] {
  const subnets = subnetsOf(template);
  return referencesIn(value)
    .map(id => subnets.get(id)?.zone)
    .filter(zone => zone !== undefined);
}
