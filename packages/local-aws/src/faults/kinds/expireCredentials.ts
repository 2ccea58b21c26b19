import { z } from 'zod/v4';
import type { FaultedCall } from '../FaultedCall';
import { defineFault } from '../FaultKind';
import { matchesGlob } from '../glob';
import { callLimits, glob } from '../limits';
import { wireError } from '../wireErrors';

/**
 * Credentials run out. Those that are fetched anew have another access key id, which was not known before, so they are good. Long-term keys
 * never expire on AWS: they do here only when they are named.
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
      // A key somebody spells out is meant, whether or not it has been used yet.
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
