import { createHash } from 'node:crypto';

/**
 * The steps of an operation that have their own token in CloudFormation. `clear` deletes the failed stack of an earlier attempt, `recover` continues a rollback: both prepare a deployment.
 *
 * @public
 */
export type OperationStep =
  | 'deploy'
  | 'destroy'
  | 'cancel'
  | 'clear'
  | 'recover';

const operationSteps: readonly OperationStep[] = [
  'deploy',
  'destroy',
  'cancel',
  'clear',
  'recover',
];

/**
 * A parsed client request token of StreamFlix.
 *
 * @public
 */
export interface ParsedToken {
  step: OperationStep;
  /** The operation; the same for all its steps. */
  operation: string;
  /** Who requested it, possibly truncated: see `RequesterPrefix`. */
  requester: RequesterPrefix;
}

/**
 * A requester's id, or the start of one that was too long for a token.
 *
 * @public
 */
export interface RequesterPrefix {
  text: string;
  isComplete: boolean;
}

/** CloudFormation's limit for a client request token, which may contain letters, digits and dashes. */
const maxTokenLength = 128;

const stepPattern = new RegExp(
  `^streamflix-(${operationSteps.join('|')})-([0-9a-f]{32})-(.*)$`,
);

/**
 * Id of an operation, derived from the token it was requested with. CloudFormation never receives that token.
 *
 * @public
 */
export const operationId = (token: string): string =>
  createHash('sha256').update(token).digest('hex').slice(0, 32);

/** Encodes every character except letters and digits as dashes and its UTF-8 bytes in hexadecimal, so that it can be decoded. */
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
 * Token of one step of an operation. The same step always has the same token, so a repeated call has no effect; and the stack's
 * events show which operation it was and who requested it.
 */
export const stepToken = (
  operation: string,
  step: OperationStep,
  requester: string,
): string =>
  `streamflix-${step}-${operation}-${escape(requester)}`.slice(
    0,
    maxTokenLength,
  );

/**
 * Parses a client request token; undefined when it is not one of StreamFlix.
 *
 * @public
 */
export function parseToken(token: string | undefined): ParsedToken | undefined {
  const [, step, operation, requester] = stepPattern.exec(token ?? '') ?? [];
  if (!step) return undefined;
  return {
    step: step as OperationStep,
    operation,
    requester: {
      text: unescape(requester),
      isComplete: (token ?? '').length < maxTokenLength,
    },
  };
}

/** Whether a token belongs to one of these steps of an operation, for any requester. */
export function isStepOf(
  token: string | undefined,
  operation: string,
  ...steps: readonly OperationStep[]
): boolean {
  const parsed = parseToken(token);
  return parsed?.operation === operation && steps.includes(parsed.step);
}

/**
 * Purpose of a change set: a user reviews it, or a deployment executes it at once.
 *
 * @public
 */
export type ChangeSetPurpose = 'review' | 'deploy';

/** Name of the change set of an operation. */
export const changeSetName = (operation: string, purpose: ChangeSetPurpose) =>
  `streamflix-${purpose}-${operation}`;

/** Parses the name of a change set; undefined when StreamFlix did not name it. */
export function parseChangeSetName(
  name: string,
): { purpose: ChangeSetPurpose; operation: string } | undefined {
  const [, purpose, operation] =
    /^streamflix-(review|deploy)-([0-9a-f]{32})$/.exec(name) ?? [];
  return purpose
    ? { purpose: purpose as ChangeSetPurpose, operation }
    : undefined;
}
