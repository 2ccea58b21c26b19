import { z } from 'zod/v4';
import { defineFault } from '../FaultKind';
import { callLimits, realSeconds, when } from '../limits';

const schema = z.strictObject({
  kind: z.literal('go-away'),
  seconds: realSeconds,
  when: when.optional(),
  ...callLimits,
});

/** Nobody answers at the address for a while. What exists goes on existing, and what is under way goes on. */
export const goAway = defineFault('go-away', schema, fault => {
  const { seconds, service, operation, region, stack } = fault;
  const effect = { kind: 'go-away', seconds } as const;
  const isAboutCalls = [service, operation, region, stack].some(
    limit => limit !== undefined,
  );
  return isAboutCalls
    ? { when: fault.when, onCall: () => effect }
    : { byItself: effect };
});
