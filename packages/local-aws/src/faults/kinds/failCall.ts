import { z } from 'zod/v4';
import { defineFault } from '../FaultKind';
import { callLimits, when } from '../limits';
import { wireError } from '../wireErrors';

/** AWS fails at a call before or after it takes effect. */
export const failCall = defineFault(
  'fail-call',
  z.strictObject({
    kind: z.literal('fail-call'),
    when: when.optional(),
    status: z.literal([500, 503]).optional(),
    ...callLimits,
  }),
  fault => ({
    when: fault.when,
    onCall: ({ protocol }) => ({
      kind: 'refuse',
      error: wireError(
        fault.status === 503 ? 'unavailable' : 'internal',
        protocol,
      ),
    }),
  }),
);
