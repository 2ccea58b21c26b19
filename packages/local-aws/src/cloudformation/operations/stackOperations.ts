import { AwsError, type Operation } from '../../protocols/Service';
import { booleanOf, numberOf, stringOf, stringsOf } from '../../world/values';
import { fieldsOf, type Fields } from '../../world/values';
import { changesStackItself, planChanges } from '../changesets/planChanges';
import { requireString } from '../../services/requireString';
import type { Stack } from '../stacks/Stack';
import type { Deployment } from '../stacks/Deployment';
import { isDeleted } from '../stacks/Stack';
import { validationError } from '../template/validationError';
import type { OperationsContext } from './OperationsContext';
import { requestedDeployment } from './requestedDeployment';
import {
  checkStackName,
  checkUpdatable,
  isRepeated,
  useToken,
} from './stackGuards';

const tokenOf = (input: Fields) => stringOf(input.ClientRequestToken);

const nameOf = (input: Fields) =>
  requireString(input, 'StackName', 'ValidationError');

/** `DisableRollback` of the request or of its deployment configuration. */
const disablesRollback = (input: Fields): boolean =>
  booleanOf(input.DisableRollback) ??
  booleanOf(fieldsOf(input.DeploymentConfig).DisableRollback) ??
  false;

function onFailureOf(input: Fields): Stack['onFailure'] {
  const choice = stringOf(input.OnFailure);
  if (choice !== undefined && input.DisableRollback !== undefined) {
    throw validationError(
      'You can specify either DisableRollback or OnFailure, but not both',
    );
  }
  return choice === 'DELETE' || choice === 'DO_NOTHING' ? choice : 'ROLLBACK';
}

function hasChanges(
  stack: Stack,
  deployment: Deployment,
  { store }: OperationsContext,
): boolean {
  return (
    stack.status.endsWith('_FAILED') ||
    changesStackItself(stack, deployment) ||
    planChanges(stack, deployment, store).length > 0
  );
}

const DELETABLE_IN_PROGRESS = [
  'CREATE_IN_PROGRESS',
  'ROLLBACK_IN_PROGRESS',
  'REVIEW_IN_PROGRESS',
];

function checkDeletable(
  stack: Stack,
  retain: readonly string[],
  isForced: boolean,
): void {
  const { id, name, status, resources, terminationProtection } = stack;
  if (terminationProtection) {
    throw validationError(
      `Stack [${name}] cannot be deleted while TerminationProtection is enabled`,
    );
  }
  if (
    status.endsWith('_IN_PROGRESS') &&
    !DELETABLE_IN_PROGRESS.includes(status)
  ) {
    throw validationError(
      `Stack [${id}] cannot be deleted while in status ${status}`,
    );
  }
  if (isForced && status !== 'DELETE_FAILED') {
    throw validationError(
      `Invalid operation on stack [${id}]. You can activate DeletionMode FORCE_DELETE_STACK in a delete stack operation only when the stack is in the DELETE_FAILED state.`,
    );
  }
  if (retain.length === 0) return;
  if (status !== 'DELETE_FAILED') {
    throw validationError(
      `Stack [${id}] is in ${status} state. RetainResources may only be specified for a stack in DELETE_FAILED state`,
    );
  }
  const unknown = retain.filter(logicalId => !resources.has(logicalId));
  if (unknown.length > 0) {
    throw validationError(
      `Resources [${unknown.join(', ')}] do not exist in stack [${name}]`,
    );
  }
  if (retain.some(each => resources.get(each)?.status === 'DELETE_COMPLETE')) {
    throw validationError(
      'The specified resources to retain must be in a valid state. Do not specify resources that are in the DELETE_COMPLETE state.',
    );
  }
}

/** Operations that create, update and delete stacks. */
export function stackOperations(
  context: OperationsContext,
): Record<string, Operation> {
  const { store, engine } = context;
  return {
    CreateStack(input, call) {
      const name = nameOf(input);
      const token = tokenOf(input);
      checkStackName(name);
      const existing = store.find(call.region, name);
      if (existing) {
        if (token && existing.tokens.get(token) === 'CreateStack') {
          return { StackId: existing.id };
        }
        throw new AwsError(
          'AlreadyExistsException',
          `Stack [${name}] already exists`,
        );
      }
      const stack = store.draft(call.region, name, call.accountId);
      stack.onFailure = onFailureOf(input);
      stack.disableRollback = disablesRollback(input);
      stack.retainExceptOnCreate =
        booleanOf(input.RetainExceptOnCreate) ?? false;
      stack.timeoutInMinutes = numberOf(input.TimeoutInMinutes);
      stack.terminationProtection =
        booleanOf(input.EnableTerminationProtection) ?? false;
      const deployment = requestedDeployment(input, call, stack, context);
      useToken(stack, token, 'CreateStack');
      store.add(stack);
      const isValidated = booleanOf(input.DisableValidation) ?? false;
      engine.create(stack, deployment, { token, isValidated });
      return { StackId: stack.id };
    },

    UpdateStack(input, call) {
      const name = nameOf(input);
      const token = tokenOf(input);
      const stack = store.get(
        call.region,
        name,
        `Stack [${name}] does not exist`,
      );
      if (isRepeated(stack, token, 'UpdateStack')) {
        return { StackId: stack.id };
      }
      checkUpdatable(stack);
      const deployment = requestedDeployment(input, call, stack, context);
      if (!hasChanges(stack, deployment, context)) {
        throw validationError('No updates are to be performed.');
      }
      useToken(stack, token, 'UpdateStack');
      stack.disableRollback = disablesRollback(input);
      for (const changeSet of stack.changeSets.values()) {
        if (changeSet.executionStatus === 'AVAILABLE') {
          changeSet.executionStatus = 'OBSOLETE';
        }
      }
      const isValidated = booleanOf(input.DisableValidation) ?? false;
      engine.update(stack, deployment, { token, isValidated });
      return { StackId: stack.id };
    },

    DeleteStack(input, call) {
      const stack = store.find(call.region, nameOf(input));
      // Deleting a stack that does not exist, or is already being deleted, succeeds.
      if (!stack || isDeleted(stack) || stack.status === 'DELETE_IN_PROGRESS') {
        return undefined;
      }
      const token = tokenOf(input);
      if (isRepeated(stack, token, 'DeleteStack')) return undefined;
      const retain = stringsOf(input.RetainResources);
      const isForced = input.DeletionMode === 'FORCE_DELETE_STACK';
      checkDeletable(stack, retain, isForced);
      useToken(stack, token, 'DeleteStack');
      engine.delete(stack, token, { retain: new Set(retain), isForced });
      return undefined;
    },

    CancelUpdateStack(input, call) {
      const stack = store.get(call.region, nameOf(input));
      const token = tokenOf(input);
      if (isRepeated(stack, token, 'CancelUpdateStack')) return undefined;
      if (stack.status !== 'UPDATE_IN_PROGRESS') {
        throw validationError(
          'CancelUpdateStack cannot be called from current stack status',
        );
      }
      useToken(stack, token, 'CancelUpdateStack');
      engine.cancelUpdate(stack);
      return undefined;
    },

    ContinueUpdateRollback(input, call) {
      const name = nameOf(input);
      const stack = store.get(
        call.region,
        name,
        `Stack [${name}] does not exist`,
      );
      const token = tokenOf(input);
      if (isRepeated(stack, token, 'ContinueUpdateRollback')) return {};
      if (stack.status !== 'UPDATE_ROLLBACK_FAILED') {
        throw validationError(
          `Stack:${stack.id} is in ${stack.status} state and can not be continued rolling back.`,
        );
      }
      const skip = stringsOf(input.ResourcesToSkip);
      // Excludes resources that failed before the rollback: their update was cancelled, or caused it.
      const unfit = skip.filter(
        logicalId => !stack.update?.unrestored.has(logicalId),
      );
      if (unfit.length > 0) {
        throw validationError(
          `The following resource(s) can't be skipped because they are not in UPDATE_FAILED state: [${unfit.join(
            ', ',
          )}]`,
        );
      }
      useToken(stack, token, 'ContinueUpdateRollback');
      engine.continueRollback(stack, token, new Set(skip));
      return {};
    },

    RollbackStack(input, call) {
      const name = nameOf(input);
      const stack = store.get(
        call.region,
        name,
        `Stack [${name}] does not exist`,
      );
      const token = tokenOf(input);
      if (isRepeated(stack, token, 'RollbackStack')) {
        return { StackId: stack.id };
      }
      if (!['CREATE_FAILED', 'UPDATE_FAILED'].includes(stack.status)) {
        throw validationError(
          `Stack:${stack.id} is in ${stack.status} state and can not be rolled back.`,
        );
      }
      useToken(stack, token, 'RollbackStack');
      engine.rollback(stack, token);
      return { StackId: stack.id };
    },

    UpdateTerminationProtection(input, call) {
      const stack = store.get(call.region, nameOf(input));
      if (isDeleted(stack)) {
        throw validationError(`Stack [${stack.name}] does not exist`);
      }
      stack.terminationProtection =
        booleanOf(input.EnableTerminationProtection) ?? false;
      return { StackId: stack.id };
    },
  };
}
