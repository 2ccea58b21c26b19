import { removeResources } from './removeResources';
import { ResourceSteps } from './ResourceSteps';
import type { UpdateRecord } from '../stacks/Stack';
import type { Deployment } from '../stacks/Deployment';
import type { StackEngineContext } from './StackEngineContext';
import type { StackOperation } from './StackOperation';

/** Deletes what the update replaced or removed from the template. A failure here does not fail the update. */
export async function cleanUp(
  context: StackEngineContext,
  operation: StackOperation,
  { obsolete }: UpdateRecord,
  deployment: Deployment,
  status: 'UPDATE' | 'UPDATE_ROLLBACK',
): Promise<void> {
  const { stack } = operation;
  operation.nextPhase();
  operation.report(`${status}_COMPLETE_CLEANUP_IN_PROGRESS`);
  const steps = new ResourceSteps(
    context,
    operation,
    deployment,
    new Map(),
    'cleanup',
  );
  const failures = await removeResources({
    operation,
    steps,
    targets: obsolete,
    isUndoingCreation: status === 'UPDATE_ROLLBACK',
  });
  if (operation.interruptedBy === 'superseded') return;
  for (const { logicalId, isReplaced, incarnation } of obsolete) {
    const resource = stack.resources.get(logicalId);
    const isGone = !resource?.current || resource.current === incarnation;
    if (!isReplaced && isGone) stack.resources.delete(logicalId);
  }
  stack.update = undefined;
  operation.report(
    `${status}_COMPLETE`,
    failures.length > 0
      ? 'Update successful. One or more resources could not be deleted.'
      : undefined,
  );
}
