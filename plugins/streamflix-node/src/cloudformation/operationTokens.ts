import { createHash } from 'node:crypto';

/** The steps of an operation that have a token of their own in CloudFormation. */
const operationSteps = [
  'deploy',
  'destroy',
  'cancel',
  'clear',
  'recover',
] as const;

/** `clear` deletes the failed stack of an earlier attempt, `recover` continues a rollback: both prepare a deployment. */
export type OperationStep = (typeof operationSteps)[number];

/** What a client request token of ours says. */
export interface ParsedToken {
  step: OperationStep;
  /** The operation; the same for all its steps. */
  operation: string;
  /** Who requested it, as far as the token had room: see `RequesterPrefix`. */
  requester: RequesterPrefix;
}

/** A requester's id, or the beginning of one that was too long for a token. */
export interface RequesterPrefix {
  text: string;
  isComplete: boolean;
}

/** CloudFormation's limit for a client request token, which may hold letters, digits and dashes. */
const longestToken = 128;

const stepPattern = new RegExp(
  `^streamflix-(${operationSteps.join('|')})-([0-9a-f]{32})-(.*)$`,
);

/** Id of an operation, from the token it was requested with. CloudFormation never sees the token itself. */
export const operationId = (token: string): string =>
  createHash('sha256').update(token).digest('hex').slice(0, 32);

/** Every character but letters and digits as a dash and its UTF-8 bytes in hexadecimal, so that it can be read back. */
const escape = (text: string) =>
  [...text]
    .map(character =>
      /^[A-Za-z0-9]$/.test(character)
        ? character
        : [...Buffer.from(character)]
            .map(byte => `-${byte.toString(16).padStart(2, '0')}`)
            .join(''),
    )
    .join('');

function unescape(escaped: string): string {
  const bytes: number[] = [];
  for (const [found] of escaped.matchAll(/-[0-9a-f]{2}|[A-Za-z0-9]/g)) {
    bytes.push(
      found.length === 3
        ? Number.parseInt(found.slice(1), 16)
        : found.charCodeAt(0),
    );
  }
  return Buffer.from(bytes).toString('utf8');
}

/**
 * Token of one step of an operation. The same step has the same token whenever it is derived, so a second call does nothing
 * twice; and everyone who reads the stack's events sees which operation it was and who requested it.
 */
export const stepToken = (
  operation: string,
  step: OperationStep,
  requester: string,
): string =>
  `streamflix-${step}-${operation}-${escape(requester)}`.slice(0, longestToken);

/** What a client request token says; undefined when it is not one of ours. */
export function parseToken(token: string | undefined): ParsedToken | undefined {
  const [, step, operation, requester] = stepPattern.exec(token ?? '') ?? [];
  if (!step) return undefined;
  return {
    step: step as OperationStep,
    operation,
    requester: {
      text: unescape(requester),
      isComplete: (token ?? '').length < longestToken,
    },
  };
}

/** Whether a token is that of one of these steps of an operation, whoever requested it. */
export function isStepOf(
  token: string | undefined,
  operation: string,
  ...steps: readonly OperationStep[]
): boolean {
  const parsed = parseToken(token);
  return parsed?.operation === operation && steps.includes(parsed.step);
}

/** What a change set is for: one that a user looks at, or one that a deployment executes at once. */
export type ChangeSetPurpose = 'review' | 'deploy';

/** Name of the change set of an operation. */
export const changeSetName = (operation: string, purpose: ChangeSetPurpose) =>
  `streamflix-${purpose}-${operation}`;

/** The reverse: undefined for a change set that is not named by us. */
export function parseChangeSetName(
  name: string,
): { purpose: ChangeSetPurpose; operation: string } | undefined {
  const [, purpose, operation] =
    /^streamflix-(review|deploy)-([0-9a-f]{32})$/.exec(name) ?? [];
  return purpose
    ? { purpose: purpose as ChangeSetPurpose, operation }
    : undefined;
}
