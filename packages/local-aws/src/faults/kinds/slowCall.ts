import { z } from 'zod/v4';
import { defineFault } from '../FaultKind';
import { callLimits, realSeconds, when } from '../limits';

/** A call takes its time: before it takes effect, or between that and the answer. */
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
