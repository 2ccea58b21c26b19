import { z } from 'zod/v4';
import { defineFault } from '../FaultKind';
import { failure } from '../failure';
import { handlerErrorCode, resourceLimits } from '../limits';

/** The deletion of a stack fails because one of its resources cannot be deleted. */
export const failDelete = defineFault(
  'fail-delete',
  z.strictObject({
    kind: z.literal('fail-delete'),
    reason: z.string().min(1).optional(),
    code: handlerErrorCode.optional(),
    ...resourceLimits,
  }),
  ({ reason, code }) => ({
    onResource: ({ during }) =>
      during === 'delete'
        ? failure(reason, code, [
            'The resource has a dependent object',
            'ResourceConflict',
          ])
        : undefined,
  }),
);
