import { z } from 'zod/v4';
import { defineFault } from '../FaultKind';
import { failure } from '../failure';
import { handlerErrorCode, resourceLimits } from '../limits';

/** The rollback of a stack fails: a resource cannot be restored after an update, or deleted after a creation. */
export const failRollback = defineFault(
  'fail-rollback',
  z.strictObject({
    kind: z.literal('fail-rollback'),
    reason: z.string().min(1).optional(),
    code: handlerErrorCode.optional(),
    ...resourceLimits,
  }),
  ({ reason, code }) => ({
    onResource: ({ during }) =>
      during === 'rollback'
        ? failure(reason, code, [
            'The resource is not in a state that can be rolled back',
            'NotStabilized',
          ])
        : undefined,
  }),
);
