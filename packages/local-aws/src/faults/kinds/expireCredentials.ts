import { z } from 'zod/v4';
import type { FaultedCall } from '../FaultedCall';
import { defineFault } from '../FaultKind';
import { matchesGlob } from '../glob';
import { callLimits, glob } from '../limits';
import { wireError } from '../wireErrors';

/**
 * Credentials expire. Refreshed credentials have a new, unknown access key id, so they are valid. Long-term keys never expire on
 * AWS; here they expire only if they are named.
 */
export const expireCredentials = defineFault(
  'expire-credentials',
  z.strictObject({
    kind: z.literal('expire-credentials'),
    accessKeyId: glob.optional(),
    ...callLimits,
  }),
  ({ accessKeyId }, inForceSince) => {
    const isExpired = (call: FaultedCall) => {
      if (accessKeyId === undefined && !call.isTemporary) return false;
      if (!matchesGlob(accessKeyId, call.accessKeyId)) return false;
      // A fully spelled key applies even if it has not been used yet.
      const isMeant = accessKeyId !== undefined && !accessKeyId.includes('*');
      return isMeant || call.keyKnownSince < inForceSince;
    };
    return {
      onCall: call =>
        isExpired(call)
          ? { kind: 'refuse', error: wireError('expired', call.protocol) }
          : undefined,
    };
  },
);
