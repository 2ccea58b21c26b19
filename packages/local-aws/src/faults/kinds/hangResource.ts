import { z } from 'zod/v4';
import { defineFault } from '../FaultKind';
import { during, operations, resourceLimits } from '../limits';

/** The operation on a resource never finishes. */
export const hangResource = defineFault(
  'hang-resource',
  z.strictObject({
    kind: z.literal('hang-resource'),
    operation: operations,
    reason: z.string().min(1).optional(),
    during: during.optional(),
    ...resourceLimits,
  }),
  fault => ({
    onResource: work =>
      work.operation === fault.operation &&
      (fault.during ?? work.during) === work.during
        ? { kind: 'stall', reason: fault.reason }
        : undefined,
  }),
);
