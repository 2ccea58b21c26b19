import { accessCauses } from './causes/accessCauses';
import { accountCauses } from './causes/accountCauses';
import { apiCauses } from './causes/apiCauses';
import type { Cause } from './causes/Cause';
import { cloudFormationCauses } from './causes/cloudFormationCauses';
import { connectionCauses } from './causes/connectionCauses';
import { containerCauses } from './causes/containerCauses';
import { dataCauses } from './causes/dataCauses';
import { generalCauses } from './causes/generalCauses';
import { networkCauses } from './causes/networkCauses';

/**
 * Known causes, the most particular first: the first match is used. To add a cause, add a row to the list of its subject, and two
 * messages from different sources to the test. A pattern takes AWS's sentence rather than its error code, which many causes share
 * and which CloudFormation leaves out.
 */
export const causes: readonly Cause[] = [
  ...connectionCauses,
  ...accountCauses,
  ...accessCauses,
  ...containerCauses,
  ...networkCauses,
  ...dataCauses,
  ...apiCauses,
  ...cloudFormationCauses,
  ...generalCauses,
];

/** CloudFormation's reasons for resources and stacks that failed only because another did. */
export const cascade =
  /^(Resource (creation|update|deletion|import) cancelled|The following resource\(s\) failed to|Resource .*cancelled|Embedded stack .* was not successfully|The stack named \S+ failed)/i;

/** Messages that do not contain their cause: a guess would be worse than none. */
const opaque: readonly RegExp[] = [
  /Exceeded attempts to wait/i,
  /HandlerErrorCode: (NotStabilized|InternalFailure)/,
  /Internal ?Failure/i,
];

/** The most particular known cause that matches any of these AWS messages. */
export function findCause(...messages: readonly string[]): Cause | undefined {
  const telling = messages.filter(
    text => !cascade.test(text) && !opaque.some(pattern => pattern.test(text)),
  );
  return causes.find(({ patterns }) =>
    patterns.some(pattern => telling.some(text => pattern.test(text))),
  );
}

/** Adds cause and resolution to an AWS message, where known. */
export function withCause(awsMessage: string): string {
  const found = findCause(awsMessage);
  return found
    ? `${awsMessage} ${found.cause} ${found.resolution}`
    : awsMessage;
}
