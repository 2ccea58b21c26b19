import { randomUUID } from 'node:crypto';
import { AwsError, type Call, type Operation } from '../../protocols/Service';
import { paginate } from '../../services/paginate';
import { requireString } from '../../services/requireString';
import { booleanOf, type Fields, stringOf } from '../../world/values';
import { type ChangeSet, isActive, isPending } from '../stacks/ChangeSet';
import { planChangeSet } from '../changesets/planChangeSet';
import type { Stack } from '../stacks/Stack';
import { isDeleted } from '../stacks/Stack';
import { StackOperation } from '../engine/StackOperation';
import { tagList } from '../stacks/tagRecord';
import { validationError } from '../template/validationError';
import { describeChange } from './describeChange';
import { describeParameters } from './describeStack';
import { executeChangeSet } from './executeChangeSet';
import { changeSetOf, findChangeSet } from './findChangeSet';
import type { OperationsContext } from './OperationsContext';
import { requestedDeployment } from './requestedDeployment';
import { checkStackName, checkUpdatable } from './stackGuards';

const PAGE = 100;

const required = (input: Fields, member: string) =>
  requireString(input, member, 'ValidationError');

function checkChangeSetName(name: string): void {
  if (!/^[a-zA-Z][-a-zA-Z0-9]{0,127}$/.test(name)) {
    throw validationError(
      `1 validation error detected: Value '${name}' at 'changeSetName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*`,
    );
  }
}

function typeOf(input: Fields): ChangeSet['type'] {
  const type = stringOf(input.ChangeSetType) ?? 'UPDATE';
  if (type !== 'CREATE' && type !== 'UPDATE') {
    throw validationError(
      `Local AWS makes change sets of type CREATE and UPDATE, not ${type}.`,
    );
  }
  return type;
}

/** The stack of a change set. A new stack is not in the store until the request is known to be valid. */
function targetStack(
  input: Fields,
  type: ChangeSet['type'],
  { region, accountId }: Call,
  { store }: OperationsContext,
): Stack {
  const name = required(input, 'StackName');
  const stack = store.find(region, name);
  if (type === 'UPDATE') {
    if (!stack || isDeleted(stack)) {
      throw validationError(`Stack [${name}] does not exist`);
    }
    checkUpdatable(stack);
    return stack;
  }
  if (!stack || isDeleted(stack)) {
    checkStackName(name);
    return store.draft(region, name, accountId);
  }
  if (stack.status !== 'REVIEW_IN_PROGRESS') {
    throw validationError(
      `Stack [${
        stack.name
      }] already exists and cannot be created again with the changeSet [${required(
        input,
        'ChangeSetName',
      )}].`,
    );
  }
  return stack;
}

const summariseChangeSet = (stack: Stack, changeSet: ChangeSet) => ({
  StackId: stack.id,
  StackName: stack.name,
  ChangeSetId: changeSet.id,
  ChangeSetName: changeSet.name,
  ExecutionStatus: changeSet.executionStatus,
  Status: changeSet.status,
  StatusReason: changeSet.statusReason,
  CreationTime: changeSet.createdAt,
  Description: changeSet.description,
  IncludeNestedStacks: false,
});

const describeChangeSet = (
  stack: Stack,
  changeSet: ChangeSet,
  input: Fields,
) => {
  const { items, nextToken } = paginate(
    changeSet.changes,
    PAGE,
    stringOf(input.NextToken),
    'ValidationError',
  );
  const { deployment } = changeSet;
  const includeValues = booleanOf(input.IncludePropertyValues) ?? false;
  return {
    ...summariseChangeSet(stack, changeSet),
    Parameters: describeParameters(deployment),
    NotificationARNs: deployment.notificationArns,
    RollbackConfiguration: deployment.rollbackConfiguration,
    Capabilities: deployment.capabilities,
    Tags: tagList(deployment.tags),
    Changes: items.map(change => describeChange(change, includeValues)),
    NextToken: nextToken,
    OnStackFailure: changeSet.onStackFailure,
    ImportExistingResources: changeSet.importExistingResources,
    DeploymentConfig: deployment.mode && { Mode: deployment.mode },
  };
};

export function changeSetOperations(
  context: OperationsContext,
): Record<string, Operation> {
  const { store, world } = context;
  return {
    CreateChangeSet(input, call) {
      const name = required(input, 'ChangeSetName');
      checkChangeSetName(name);
      const type = typeOf(input);
      const stack = targetStack(input, type, call, context);
      const clientToken = stringOf(input.ClientToken);
      const namesake = changeSetOf(stack, name);
      if (namesake && isActive(namesake)) {
        if (clientToken && namesake.clientToken === clientToken) {
          return { Id: namesake.id, StackId: stack.id };
        }
        throw new AwsError(
          'AlreadyExistsException',
          `ChangeSet ${name} already exists`,
        );
      }
      const deployment = requestedDeployment(input, call, stack, context);
      const isNew = !store.find(call.region, stack.id);
      if (isNew) store.add(stack);
      const operation = new StackOperation(
        world,
        stack,
        'CREATE_CHANGESET',
        clientToken,
      );
      if (isNew) operation.report('REVIEW_IN_PROGRESS', 'User Initiated');
      const changeSet: ChangeSet = {
        id: `arn:aws:cloudformation:${call.region}:${
          call.accountId
        }:changeSet/${name}/${randomUUID()}`,
        name,
        type,
        clientToken,
        deployment,
        operationId: operation.id,
        createdAt: world.now(),
        description: stringOf(input.Description),
        onStackFailure: stringOf(input.OnStackFailure),
        importExistingResources: booleanOf(input.ImportExistingResources),
        status: 'CREATE_PENDING',
        executionStatus: 'UNAVAILABLE',
        changes: [],
        findings: [],
      };
      stack.changeSets.set(changeSet.id, changeSet);
      void planChangeSet(stack, changeSet, context, {
        isValidated: !(booleanOf(input.DisableValidation) ?? false),
        warnsOfQuotas: context.authorizer?.readsQuotas(call) ?? true,
      });
      return { Id: changeSet.id, StackId: stack.id };
    },

    DescribeChangeSet(input, call) {
      const { stack, changeSet } = findChangeSet(
        store,
        call.region,
        required(input, 'ChangeSetName'),
        stringOf(input.StackName),
      );
      return describeChangeSet(stack, changeSet, input);
    },

    ListChangeSets(input, call) {
      const name = required(input, 'StackName');
      const stack = store.get(
        call.region,
        name,
        `Stack [${name}] does not exist`,
      );
      const { items, nextToken } = paginate(
        [...stack.changeSets.values()].filter(isActive),
        PAGE,
        stringOf(input.NextToken),
        'ValidationError',
      );
      return {
        Summaries: items.map(each => summariseChangeSet(stack, each)),
        NextToken: nextToken,
      };
    },

    DeleteChangeSet(input, call) {
      const nameOrId = required(input, 'ChangeSetName');
      const stackName = stringOf(input.StackName);
      try {
        const { stack, changeSet } = findChangeSet(
          store,
          call.region,
          nameOrId,
          stackName,
        );
        if (isPending(changeSet)) {
          throw new AwsError(
            'InvalidChangeSetStatus',
            `Cannot delete ChangeSet in status ${changeSet.status}`,
          );
        }
        // An executed change set can be deleted; the CDK CLI does so to reuse the name for each deployment.
        if (changeSet.executionStatus === 'EXECUTE_IN_PROGRESS') {
          throw new AwsError(
            'InvalidChangeSetStatus',
            `The ChangeSet [${changeSet.id}] is currently in the state ${changeSet.executionStatus} and cannot be deleted.`,
          );
        }
        stack.changeSets.delete(changeSet.id);
      } catch (error) {
        // Deleting a change set that does not exist succeeds if its stack exists.
        const isAbsent =
          error instanceof AwsError && error.code === 'ChangeSetNotFound';
        if (!isAbsent) throw error;
      }
      return {};
    },

    ExecuteChangeSet(input, call) {
      const { stack, changeSet } = findChangeSet(
        store,
        call.region,
        required(input, 'ChangeSetName'),
        stringOf(input.StackName),
      );
      executeChangeSet(stack, changeSet, input, context);
      return {};
    },
  };
}
