import { z } from 'zod/v4';
import type { FaultedCall } from '../FaultedCall';
import { defineFault } from '../FaultKind';
import { callLimits } from '../limits';
import { denial } from '../wireErrors';

const policies = [
  'identity-based',
  'permissions boundary',
  'resource-based',
  'service control',
  'session',
  'VPC endpoint',
] as const;

/** Services whose action prefix differs from their signing name. */
const PREFIXES: Readonly<Record<string, string>> = { monitoring: 'cloudwatch' };

const article = (noun: string) => (/^[aeiou]/.test(noun) ? 'an' : 'a');

const policyName = (policy: (typeof policies)[number]) =>
  policy === 'permissions boundary' ? policy : `${policy} policy`;

function resourceOf({ service, stack, region, accountId }: FaultedCall) {
  return service === 'cloudformation' && stack
    ? `arn:aws:cloudformation:${region}:${accountId}:stack/${stack}/*`
    : '*';
}

/** An action is not allowed, or explicitly denied, by a policy. */
export const deny = defineFault(
  'deny',
  z.strictObject({
    kind: z.literal('deny'),
    policy: z.enum(policies).optional(),
    explicit: z.boolean().optional(),
    ...callLimits,
  }),
  ({ policy = 'identity-based', explicit = false, ...limits }) => ({
    onCall(call) {
      const { service, operation, principal, protocol } = call;
      // Policies do not apply to it: a fault must name it.
      if (
        operation === 'GetCallerIdentity' &&
        !limits.service &&
        !limits.operation
      ) {
        return undefined;
      }
      const action = `${PREFIXES[service] ?? service}:${operation}`;
      const name = policyName(policy);
      const reason = explicit
        ? `with an explicit deny in ${article(name)} ${name}`
        : `because no ${name} allows the ${action} action`;
      return {
        kind: 'refuse',
        error: denial(
          protocol,
          `User: ${principal} is not authorized to perform: ${action} on resource: ${resourceOf(
            call,
          )} ${reason}`,
        ),
      };
    },
  }),
);
