import { AwsError } from '../../protocols/Service';
import { booleanOf, type Fields, stringOf } from '../../world/values';
import type { ChangeSet } from '../stacks/ChangeSet';
import type { Stack } from '../stacks/Stack';
import { validationError } from '../template/validationError';
import type { OperationsContext } from './OperationsContext';
import { checkUpdatable, isRepeated, useToken } from './stackGuards';

const SUCCESSES = ['CREATE_COMPLETE', 'UPDATE_COMPLETE'];

function checkExecutable({ id, status, executionStatus }: ChangeSet): void {
  if (status !== 'CREATE_COMPLETE') {
    throw new AwsError(
      'InvalidChangeSetStatus',
      `ChangeSet [${id}] cannot be executed in its current status of [${status}]`,
    );
  }
  if (executionStatus !== 'AVAILABLE') {
    throw new AwsError(
      'InvalidChangeSetStatus',
      `ChangeSet [${id}] cannot be executed in its current execution status of [${executionStatus}]`,
    );
  }
}

function onFailureOf(
  { onStackFailure }: ChangeSet,
  input: Fields,
): Stack['onFailure'] {
  if (onStackFailure !== undefined && input.DisableRollback !== undefined) {
    throw validationError(
      'DisableRollback cannot be specified when OnStackFailure was specified for the change set.',
    );
  }
  return onStackFailure === 'DELETE' || onStackFailure === 'DO_NOTHING'
    ? onStackFailure
    : 'ROLLBACK';
}

/**
 * Starts the execution of a change set. All other change sets of the stack are deleted, because they were created for its
 * previous state.
 *
 * @throws AwsError `InvalidChangeSetStatus` when it is not ready or was executed before.
 */
export function executeChangeSet(
  stack: Stack,
  changeSet: ChangeSet,
  input: Fields,
  { engine }: OperationsContext,
): void {
  const token = stringOf(input.ClientRequestToken);
  const request = `ExecuteChangeSet ${changeSet.id}`;
  if (isRepeated(stack, token, request)) return;
  checkExecutable(changeSet);
  if (changeSet.type === 'UPDATE') checkUpdatable(stack);
  const onFailure = onFailureOf(changeSet, input);
  useToken(stack, token, request);
  stack.onFailure = onFailure;
  stack.disableRollback = booleanOf(input.DisableRollback) ?? false;
  stack.retainExceptOnCreate = booleanOf(input.RetainExceptOnCreate) ?? false;
  stack.changeSetId = changeSet.id;
  changeSet.executionStatus = 'EXECUTE_IN_PROGRESS';
  for (const { id } of [...stack.changeSets.values()]) {
    if (id !== changeSet.id) stack.changeSets.delete(id);
  }
  const options = { token, isValidated: true };
  if (changeSet.type === 'CREATE') {
    engine.create(stack, changeSet.deployment, options);
  } else {
    engine.update(stack, changeSet.deployment, options);
  }
  void engine.finished(stack).then(() => {
    changeSet.executionStatus = SUCCESSES.includes(stack.status)
      ? 'EXECUTE_COMPLETE'
      : 'EXECUTE_FAILED';
  });
}
