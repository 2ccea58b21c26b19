import { AwsError } from '../../protocols/Service';
import { type ChangeSet, isActive } from '../stacks/ChangeSet';
import { isDeleted, type Stack } from '../stacks/Stack';
import type { StackStore } from '../stacks/StackStore';
import { validationError } from '../template/validationError';

/** The change set of a stack with this name or id. If several have the name: the one not executed yet, else the newest. */
export function changeSetOf(
  stack: Stack,
  nameOrId: string,
): ChangeSet | undefined {
  const all = [...stack.changeSets.values()].filter(
    ({ id, name }) => id === nameOrId || name === nameOrId,
  );
  return all.find(isActive) ?? all.at(-1);
}

/**
 * @param stackName - not needed when the change set is given by its id.
 * @throws AwsError `ChangeSetNotFound` or, for the stack, `ValidationError`.
 */
export function findChangeSet(
  store: StackStore,
  region: string,
  nameOrId: string,
  stackName: string | undefined,
): { stack: Stack; changeSet: ChangeSet } {
  const isArn = nameOrId.startsWith('arn:');
  if (stackName === undefined && !isArn) {
    throw validationError(
      'StackName must be specified if ChangeSetName is not specified as an ARN.',
    );
  }
  const stacks =
    stackName === undefined
      ? store.all(region)
      : [store.get(region, stackName, `Stack [${stackName}] does not exist`)];
  for (const stack of stacks.filter(each => !isDeleted(each))) {
    const changeSet = changeSetOf(stack, nameOrId);
    if (changeSet) return { stack, changeSet };
  }
  throw new AwsError(
    'ChangeSetNotFound',
    `ChangeSet [${nameOrId}] does not exist`,
    404,
  );
}
