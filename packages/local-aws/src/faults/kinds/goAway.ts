import { z } from 'zod/v4';
import { defineFault } from '../FaultKind';
import { callLimits, realSeconds, when } from '../limits';

const schema = z.strictObject({
  kind: z.literal('go-away'),
  seconds: realSeconds,
  when: when.optional(),
  ...callLimits,
});

/** Local AWS does not respond for a time. Resources are kept and operations in progress continue. */
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
