import { deployResources } from './deployResources';
import { describeFailures } from './describeFailures';
import { everything, removeResources } from './removeResources';
import { ResourceSteps } from './ResourceSteps';
import type { Deployment } from '../stacks/Deployment';
import type { StackEngineContext } from './StackEngineContext';
import type { StackOperation } from './StackOperation';

/**
 * Rolls back a failed creation, or preserves it if the caller requested that.
 *
 * @param problem - what failed: a message that ends with a space.
 */
export async function undoCreate(
  context: StackEngineContext,
  operation: StackOperation,
  deployment: Deployment,
  problem: string,
): Promise<void> {
  const { stack } = operation;
  if (stack.disableRollback || stack.onFailure === 'DO_NOTHING') {
    operation.report('CREATE_FAILED', problem);
    return;
  }
  const isDeleting = stack.onFailure === 'DELETE';
  operation.nextPhase();
  operation.report(
    isDeleting ? 'DELETE_IN_PROGRESS' : 'ROLLBACK_IN_PROGRESS',
    `${problem}${isDeleting ? 'Delete' : 'Rollback'} requested by user.`,
  );
  const { graph } = deployment;
  const steps = new ResourceSteps(
    context,
    operation,
    deployment,
    graph,
    'rollback',
  );
  // A resource that failed before it existed needs no deletion and is reported as deleted at once.
  for (const resource of stack.resources.values()) {
    if (!resource.current)
      operation.reportResource(resource, 'DELETE_COMPLETE');
  }
  const failures = await removeResources({
    operation,
    steps,
    targets: everything(stack),
    isUndoingCreation: true,
  });
  if (operation.interruptedBy === 'superseded') return;
  const prefix = isDeleting ? 'DELETE' : 'ROLLBACK';
  if (failures.length > 0) {
    operation.report(`${prefix}_FAILED`, describeFailures(stack, failures));
  } else {
    operation.report(`${prefix}_COMPLETE`);
  }
}

/** Creates a stack's resources, and rolls back when one of them fails. */
export async function runCreate(
  context: StackEngineContext,
  operation: StackOperation,
  deployment: Deployment,
): Promise<void> {
  const { stack } = operation;
  const { timeoutInMinutes } = stack;
  const timer = new AbortController();
  if (timeoutInMinutes !== undefined) {
    context.scheduler.sleep(timeoutInMinutes * 60, timer.signal).then(
      () => operation.interrupt('timeout'),
      () => undefined,
    );
  }
  const problem = await deployResources(
    context,
    operation,
    deployment,
    'create',
  );
  timer.abort();
  if (operation.interruptedBy === 'superseded') return;
  if (problem !== undefined) {
    await undoCreate(context, operation, deployment, problem);
    return;
  }
  operation.report('CREATE_COMPLETE');
}
