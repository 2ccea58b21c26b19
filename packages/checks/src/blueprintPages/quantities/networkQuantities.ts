import type { BlueprintDesign } from '../BlueprintDesign';
import { resourcesOf } from '@streamflix/cdk-app/template';
import { amount, byUse, hours, type Quantity } from './Quantity';

/** Fixed costs of the network, and its traffic. */
export function networkQuantities({ template }: BlueprintDesign): Quantity[] {
  const nats = resourcesOf(template, 'EC2::NatGateway').length;
  const addresses = resourcesOf(template, 'EC2::EIP').length;
  return [
    {
      what: 'NAT gateway hours',
      quantity: amount(nats * hours),
      from: `${nats} × ${hours} h`,
    },
    byUse(
      'NAT gateway data, GB',
      'what tasks send and receive beyond the VPC, image layers included',
    ),
    {
      what: 'Public IPv4 address hours',
      quantity: amount(addresses * hours),
      from: `${addresses} × ${hours} h, one for each NAT gateway`,
    },
    byUse(
      'Data transfer between zones, GB',
      'tasks, load balancer and stores in different zones; NAT in another zone',
    ),
    byUse(
      'Data transfer out, GB',
      'responses of the API and what tasks send out',
    ),
  ];
}
