import { z } from 'zod/v4';
import { defineFault } from '../FaultKind';
import { matchesGlob } from '../glob';
import { glob, limits } from '../limits';

const { id, region, times, from, until } = limits;

/** A VPC link of API Gateway had no traffic for 60 days. */
export const idleVpcLink = defineFault(
  'idle-vpc-link',
  z.strictObject({
    kind: z.literal('idle-vpc-link'),
    name: glob.optional(),
    id,
    region,
    times,
    from,
    until,
  }),
  fault => ({ idles: name => matchesGlob(fault.name, name) }),
);
