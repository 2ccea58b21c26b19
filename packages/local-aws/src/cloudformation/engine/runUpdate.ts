import { cleanUp } from './cleanUp';
import { deployResources } from './deployResources';
import type { Stack } from '../stacks/Stack';
import type { Deployment } from '../stacks/Deployment';
import type { StackEngineContext } from './StackEngineContext';
import type { StackOperation } from './StackOperation';
import { undoUpdate } from './undoUpdate';

/**
 * Stores the state for a rollback. If the previous update failed and was preserved, that is still the state before the first one.
 */
export function beginRecord(stack: Stack, deployment: Deployment): void {
  const before = new Map(
    [...stack.resources.values()].flatMap(({ logicalId, current }) =>
      current ? [[logicalId, current] as const] : [],
    ),
  );
  stack.update ??= {
    before,
    deploymentBefore: stack.deployment ?? deployment,
    touched: new Set(),
    obsolete: [],
    unrestored: new Set(),
  };
  stack.deployment = deployment;
}

/** Updates a stack's resources to the new deployment, and rolls back when one of them fails. */
export async function runUpdate(
  context: StackEngineContext,
  operation: StackOperation,
  deployment: Deployment,
): Promise<void> {
  const { stack } = operation;
  const problem = await deployResources(
    context,
    operation,
    deployment,
    'update',
  );
  if (operation.interruptedBy === 'superseded') return;
  const record = stack.update;
  if (!record) throw new Error(`No record of the update of ${stack.id}.`);
  const isCancelled = operation.interruptedBy === 'cancelled';
  if (problem !== undefined && stack.disableRollback && !isCancelled) {
    operation.report('UPDATE_FAILED', problem);
    return;
  }
  if (problem !== undefined) {
    await undoUpdate(context, operation, problem);
    return;
  }
  for (const { logicalId, current } of stack.resources.values()) {
    if (deployment.graph.has(logicalId)) continue;
    if (current) {
      record.obsolete.push({
        logicalId,
        incarnation: current,
        isReplaced: false,
      });
    } else {
      stack.resources.delete(logicalId);
    }
  }
  await cleanUp(context, operation, record, deployment, 'UPDATE');
}
