import { z } from 'zod/v4';
import { defineFault } from '../FaultKind';
import { callLimits, when } from '../limits';

/** The connection breaks before or after a call takes effect. */
export const dropConnection = defineFault(
  'drop-connection',
  z.strictObject({
    kind: z.literal('drop-connection'),
    when: when.optional(),
    ...callLimits,
  }),
  fault => ({ when: fault.when, onCall: () => ({ kind: 'drop' }) }),
);
