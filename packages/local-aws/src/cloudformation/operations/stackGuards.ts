import { AwsError } from '../../protocols/Service';
import type { Stack } from '../stacks/Stack';
import { validationError } from '../template/validationError';

const STACK_NAME = /^[a-zA-Z][-a-zA-Z0-9]{0,127}$/;

/** @throws AwsError `ValidationError` when the name is not valid for a new stack. */
export function checkStackName(name: string): void {
  if (!STACK_NAME.test(name)) {
    throw validationError(
      `1 validation error detected: Value '${name}' at 'stackName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*`,
    );
  }
}

const UPDATABLE = [
  'CREATE_COMPLETE',
  'UPDATE_COMPLETE',
  'UPDATE_ROLLBACK_COMPLETE',
  'UPDATE_FAILED',
];

/** @throws AwsError `ValidationError` when the stack's state allows no update. */
export function checkUpdatable(stack: Stack): void {
  const { id, status, disableRollback, onFailure } = stack;
  if (UPDATABLE.includes(status)) return;
  if (status === 'CREATE_FAILED' && disableRollback) return;
  if (status === 'CREATE_FAILED' && onFailure === 'DO_NOTHING') {
    throw validationError(
      'This stack cannot be updated from [CREATE_FAILED] state because it contains [on-failure: DO_NOTHING]. Please use disable-rollback option instead during stack creation.',
    );
  }
  throw validationError(
    `Stack:${id} is in ${status} state and can not be updated.`,
  );
}

/**
 * Whether an earlier request with this token was the same, so that nothing is done again.
 *
 * @throws AwsError `TokenAlreadyExistsException` when the earlier request was another one.
 */
export function isRepeated(
  stack: Stack,
  token: string | undefined,
  request: string,
): boolean {
  const before = token === undefined ? undefined : stack.tokens.get(token);
  if (before === undefined) return false;
  if (before !== request) {
    throw new AwsError(
      'TokenAlreadyExistsException',
      `Token [${token}] already exists`,
    );
  }
  return true;
}

/** Stores the token of a request that was accepted. A refused request does not use up its token. */
export function useToken(
  stack: Stack,
  token: string | undefined,
  request: string,
): void {
  if (token !== undefined) stack.tokens.set(token, request);
}
