import type { RemovalPolicy } from '../template/Template';
import type { ResourceSteps } from './ResourceSteps';
import { runGraph } from './runGraph';
import type { Obsolete, Stack, StackResource } from '../stacks/Stack';
import type { StackOperation } from './StackOperation';

/** Every physical resource of the stack: current ones and those left over by an unfinished update. */
export const everything = (stack: Stack): Obsolete[] => [
  ...[...stack.resources.values()].flatMap(({ logicalId, current }) =>
    current ? [{ logicalId, incarnation: current, isReplaced: false }] : [],
  ),
  ...(stack.update?.obsolete ?? []).filter(
    ({ logicalId, incarnation }) =>
      stack.resources.get(logicalId)?.current !== incarnation,
  ),
];

export interface Removal {
  readonly operation: StackOperation;
  readonly steps: ResourceSteps;
  readonly targets: readonly Obsolete[];
  /** Logical ids to retain, whatever their policy. */
  readonly retain?: ReadonlySet<string>;
  /** Whether the rolled-back operation created the resources. */
  readonly isUndoingCreation?: boolean;
}

function policyOf({
  incarnation,
  isReplaced,
}: Obsolete): RemovalPolicy | undefined {
  const { deletionPolicy, updateReplacePolicy } = incarnation.definition;
  return isReplaced ? updateReplacePolicy : deletionPolicy;
}

function isKept(target: Obsolete, removal: Removal): boolean {
  if (removal.retain?.has(target.logicalId)) return true;
  const policy = policyOf(target);
  const { isUndoingCreation = false, operation } = removal;
  if (policy === 'RetainExceptOnCreate') return !isUndoingCreation;
  return (
    policy === 'Retain' &&
    !(isUndoingCreation && operation.stack.retainExceptOnCreate)
  );
}

/**
 * Deletes physical resources, dependents first. If one cannot be deleted, CloudFormation still tries to delete what it depends
 * on.
 *
 * @returns logical ids that could not be deleted.
 */
export async function removeResources(removal: Removal): Promise<string[]> {
  const { operation, steps, targets } = removal;
  const keyed = targets.map((target, index) => ({
    ...target,
    key: `${index}`,
  }));
  const graph = new Map(
    keyed.map(({ key, logicalId }) => [
      key,
      new Set(
        keyed
          .filter(({ incarnation }) => incarnation.dependencies.has(logicalId))
          .map(dependent => dependent.key),
      ),
    ]),
  );
  const failed = await runGraph({
    graph,
    onFailure: 'continue',
    work: async key => {
      const target = keyed[Number(key)];
      const resource = stackResource(operation.stack, target);
      if (!isKept(target, removal)) {
        return steps.remove(resource, target.incarnation);
      }
      operation.reportResource(resource, 'DELETE_SKIPPED', {
        physicalId: target.incarnation.ref,
      });
      return true;
    },
  });
  return failed.map(key => keyed[Number(key)].logicalId);
}

/** Events of a replaced or removed resource use its logical id without changing the current resource. */
function stackResource(stack: Stack, target: Obsolete): StackResource {
  const { logicalId, incarnation } = target;
  const present = stack.resources.get(logicalId);
  if (present?.current === incarnation) return present;
  const { ref, world } = incarnation;
  return {
    logicalId,
    physicalId: ref,
    type: world.type,
    status: 'DELETE_IN_PROGRESS',
    updatedAt: world.updatedAt,
  };
}
