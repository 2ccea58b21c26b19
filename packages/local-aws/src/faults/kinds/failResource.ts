import { z } from 'zod/v4';
import { defineFault } from '../FaultKind';
import {
  during,
  handlerErrorCode,
  operations,
  resourceLimits,
  when,
} from '../limits';

/** The operation on a resource fails. */
export const failResource = defineFault(
  'fail-resource',
  z
    .strictObject({
      kind: z.literal('fail-resource'),
      operation: operations,
      reason: z.string().min(1),
      code: handlerErrorCode.optional(),
      when: when.optional(),
      afterSeconds: z.number().min(0).optional(),
      during: during.optional(),
      ...resourceLimits,
    })
    .refine(
      fault => fault.when !== 'before' || fault.afterSeconds === undefined,
      {
        path: ['afterSeconds'],
        error: 'is for failures afterwards; leave it out, or leave out when',
      },
    ),
  fault => ({
    onResource: work =>
      work.operation === fault.operation &&
      (fault.during ?? work.during) === work.during
        ? {
            kind: 'fail',
            reason: fault.reason,
            code: fault.code,
            when: fault.when,
            afterSeconds: fault.afterSeconds,
          }
        : undefined,
  }),
);
