import { accessCauses } from './accessCauses';
import { accountCauses } from './accountCauses';
import { apiCauses } from './apiCauses';
import type { Cause } from './Cause';
import { cloudFormationCauses } from './cloudFormationCauses';
import { connectionCauses } from './connectionCauses';
import { containerCauses } from './containerCauses';
import { dataCauses } from './dataCauses';
import { generalCauses } from './generalCauses';
import { networkCauses } from './networkCauses';
import { servicesIn } from './services';

/** What AWS's sentence says by itself, the most particular first. Containers come before the connection: both time out. */
const particular: readonly Cause[] = [
  ...accountCauses,
  ...accessCauses,
  ...containerCauses,
  ...connectionCauses,
  ...networkCauses,
  ...dataCauses,
  ...apiCauses,
  ...cloudFormationCauses,
];

/**
 * All known causes. To add one, add a row to the list of its subject, and two messages from different sources to the corpus. A
 * pattern takes AWS's sentence; an error code, which many causes share and which CloudFormation leaves out, belongs to `codes`.
 */
export const causes: readonly Cause[] = [...particular, ...generalCauses];

/** Removes what differs between tools: line breaks, typographic apostrophes, and the status in front of CDK's reason. */
const normalize = (message: string) =>
  message
    .replace(/[‘’]/g, "'")
    .replace(/\\"/g, '"')
    .replace(/\s+/g, ' ')
    .replace(/^The stack named \S+ failed [^:]*:( \w+:)? (?=\S+ \S)/, '');

/** CloudFormation's reasons for resources and stacks that failed only because another did. */
const cascade =
  /^(Resource (creation|update|deletion|import) cancelled|The following resource\(s\) failed to|Resource .*cancelled|Embedded stack .* was not successfully|The stack named \S+ failed)/i;

/** Whether a reason names only that another resource failed. */
export const isCascade = (reason = '') => cascade.test(normalize(reason));

/** Messages whose error code says nothing: only their sentence may decide. */
const opaque: readonly RegExp[] = [
  /Exceeded attempts to wait/i,
  /HandlerErrorCode: (NotStabilized|InternalFailure)/,
  /Internal ?Failure/i,
];

interface Message {
  text: string;
  /** Checked one at a time: two sentences are about different things, so words of both do not name one cause. */
  sentences: readonly string[];
  services: readonly string[];
}

/** What handlers add: its codes contain words of AWS's sentences, such as "invalid". */
const addition = / ?\((Service|RequestToken): [^)]*\)/g;

const read = (text: string): Message => ({
  text,
  sentences: text
    .replace(addition, '')
    .split(/(?<=[.!?]["')]*) (?=["']?[A-Z])/),
  services: servicesIn(text),
});

const mayReport = ({ services }: Cause, message: Message) =>
  !services ||
  message.services.length === 0 ||
  message.services.some(name => services.test(name));

const matchesSentence = (row: Cause, { sentences }: Message) =>
  row.patterns.some(pattern => sentences.some(text => pattern.test(text)));

const hasCode = (row: Cause, { text }: Message) =>
  row.codes?.some(code => code.test(text)) ?? false;

const firstMatch = (
  rows: readonly Cause[],
  matches: typeof matchesSentence,
  messages: readonly Message[],
) =>
  rows.find(row =>
    messages.some(message => mayReport(row, message) && matches(row, message)),
  );

/** The cause that a particular sentence or error code names, rather than what is known in general. */
export function findParticularCause(
  ...messages: readonly string[]
): Cause | undefined {
  const found = findCause(...messages);
  return found && !generalCauses.includes(found) ? found : undefined;
}

/** The most particular known cause that matches any of these AWS messages. */
export function findCause(...messages: readonly string[]): Cause | undefined {
  const roots = messages
    .map(normalize)
    .filter(text => !cascade.test(text))
    .map(read);
  const clear = roots.filter(
    ({ text }) => !opaque.some(pattern => pattern.test(text)),
  );
  return (
    firstMatch(particular, matchesSentence, roots) ??
    firstMatch(particular, hasCode, clear) ??
    firstMatch(generalCauses, matchesSentence, roots) ??
    firstMatch(generalCauses, hasCode, clear)
  );
}

/** Adds cause and resolution to an AWS message, where known. */
export function withCause(awsMessage: string): string {
  const found = findCause(awsMessage);
  return found
    ? `${awsMessage} ${found.cause} ${found.resolution}`
    : awsMessage;
}
