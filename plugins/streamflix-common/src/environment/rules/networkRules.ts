import { parseCidr } from '../parseCidr';
import type { Rule } from './Rule';

/** The subnets of every zone are inside the VPC's range. */
const inside = (
  path: 'firstPublicSubnet' | 'firstPrivateSubnet',
  title: string,
): Rule => ({
  reads: [`network.${path}`, 'network.cidr', 'network.zones'],
  check: ({ network }) => {
    const { cidr, zones } = network;
    const last = parseCidr(cidr).size / 256 - zones;
    return network[path] > last
      ? `${title} must be at most ${last} for ${zones} zones in a VPC address range of this size; it is ${network[path]}.`
      : undefined;
  },
});

/** How the VPC's range is divided. */
export const networkRules: readonly Rule[] = [
  {
    reads: ['network.cidr'],
    check: ({ network: { cidr } }) => {
      const { first, size } = parseCidr(cidr);
      return first % size !== 0
        ? 'VPC address range must begin at a multiple of its size.'
        : undefined;
    },
  },
  inside('firstPublicSubnet', 'First public subnet'),
  inside('firstPrivateSubnet', 'First private subnet'),
  {
    reads: [
      'network.firstPrivateSubnet',
      'network.firstPublicSubnet',
      'network.zones',
    ],
    check: ({ network: { zones, firstPublicSubnet, firstPrivateSubnet } }) =>
      Math.abs(firstPublicSubnet - firstPrivateSubnet) < zones
        ? `First private subnet must be at least ${zones} blocks away from the first public one, ${firstPublicSubnet}; it is ${firstPrivateSubnet}.`
        : undefined,
  },
];
