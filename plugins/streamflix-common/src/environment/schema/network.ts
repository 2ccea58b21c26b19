import { z } from 'zod/v4';
import { cidr } from '../formats';
import { fixed, oneOf, whole } from './fields';

const block = z.int().min(0).max(250);

export const network = z.strictObject({
  cidr: cidr.meta(
    fixed(
      'VPC address range',
      'Private IPv4 range of the VPC, from /16 to /20. Subnets are /24 blocks of it.',
      'the VPC and everything in it would have to be replaced',
    ),
  ),
  zones: whole(
    'Availability zones',
    2,
    3,
    'Zones the environment is spread over.',
  ),
  zoneIds: z
    .array(
      z
        .string()
        .regex(
          /^[a-z]{2,6}[0-9]-az[0-9]{1,2}$/,
          'must be ids of zones, such as euw2-az1',
        ),
    )
    .refine(ids => new Set(ids).size === ids.length, 'must not repeat a zone')
    .optional()
    .meta({
      title: 'Zone ids',
      description:
        'Ids of the zones, such as euw2-az1. Without them, zones are chosen that the account has and every part supports. A zone cannot be exchanged later.',
    }),
  nat: oneOf(
    'NAT gateways',
    ['single', 'per-zone'],
    'One NAT gateway for all zones, or one in each. One is cheaper; one per zone survives the loss of a zone.',
  ),
  firstPublicSubnet: block.meta(
    fixed(
      'First public subnet',
      'Number of the /24 block in which the public subnets begin.',
      'the subnets would have to be replaced while NAT gateways hold their addresses',
    ),
  ),
  firstPrivateSubnet: block.meta(
    fixed(
      'First private subnet',
      'Number of the /24 block in which the private subnets begin.',
      'the subnets would have to be replaced with everything that lives in them',
    ),
  ),
});
