import { z } from 'zod/v4';
import { defineFault } from '../FaultKind';
import { callLimits, realSeconds, when } from '../limits';

/** A call is delayed: before it takes effect, or before the response. */
export const slowCall = defineFault(
  'slow-call',
  z.strictObject({
    kind: z.literal('slow-call'),
    seconds: realSeconds,
    when: when.optional(),
    ...callLimits,
  }),
  ({ seconds, when: moment }) => ({
    when: moment,
    onCall: () => ({ kind: 'wait', seconds }),
  }),
);
