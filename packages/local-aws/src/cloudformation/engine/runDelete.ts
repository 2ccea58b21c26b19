import { describeFailures } from './describeFailures';
import { everything, removeResources } from './removeResources';
import { ResourceSteps } from './ResourceSteps';
import type { StackEngineContext } from './StackEngineContext';
import type { StackOperation } from './StackOperation';

export interface DeleteRequest {
  /** Logical ids to retain. */
  readonly retain: ReadonlySet<string>;
  /** Completes even when resources cannot be deleted, and retains those. */
  readonly isForced: boolean;
}

/** Deletes a stack and its resources. */
export async function runDelete(
  context: StackEngineContext,
  operation: StackOperation,
  { retain, isForced }: DeleteRequest,
): Promise<void> {
  const { stack } = operation;
  const { deployment } = stack;
  const inUse = stack.outputs
    .map(({ exportName = '' }) => ({
      exportName,
      users: context.store.importers(stack.region, exportName),
    }))
    .find(({ users }) => users.length > 0);
  if (inUse) {
    operation.report(
      'DELETE_FAILED',
      `Delete canceled. Cannot delete export ${
        inUse.exportName
      } as it is in use by ${inUse.users.join(' and ')}.`,
    );
    return;
  }
  if (deployment) {
    const steps = new ResourceSteps(
      context,
      operation,
      deployment,
      new Map(),
      'delete',
    );
    const targets = everything(stack);
    const failures = await removeResources({
      operation,
      steps,
      targets,
      retain,
    });
    if (operation.interruptedBy === 'superseded') return;
    if (failures.length > 0 && !isForced) {
      operation.report('DELETE_FAILED', describeFailures(stack, failures));
      return;
    }
    for (const id of failures) {
      const resource = stack.resources.get(id);
      if (resource) operation.reportResource(resource, 'DELETE_SKIPPED');
    }
  }
  stack.outputs = [];
  stack.imports.clear();
  stack.update = undefined;
  operation.report('DELETE_COMPLETE');
}
