import { z } from 'zod/v4';
import { defineFault } from '../FaultKind';
import { callLimits } from '../limits';
import { wireError } from '../wireErrors';

/** Calls are throttled. */
export const throttle = defineFault(
  'throttle',
  z.strictObject({ kind: z.literal('throttle'), ...callLimits }),
  () => ({
    onCall: ({ protocol }) => ({
      kind: 'refuse',
      error: wireError('throttled', protocol),
    }),
  }),
);
