import { describeFailures } from './describeFailures';
import { ResourceSteps } from './ResourceSteps';
import { runGraph } from './runGraph';
import { evaluateOutputs } from './evaluateOutputs';
import type { Deployment } from '../stacks/Deployment';
import type { StackEngineContext } from './StackEngineContext';
import type { StackOperation } from './StackOperation';

/**
 * Brings a stack's resources and outputs to the desired state.
 *
 * @returns the stack's status reason when something failed, otherwise undefined
 */
export async function deployResources(
  context: StackEngineContext,
  operation: StackOperation,
  deployment: Deployment,
  step: 'create' | 'update',
): Promise<string | undefined> {
  const { stack } = operation;
  const { graph } = deployment;
  const steps = new ResourceSteps(context, operation, deployment, graph);
  const failures = await runGraph({
    graph,
    // With rollback disabled, resources that do not depend on the failed one are still created.
    onFailure: stack.disableRollback ? 'skip-dependents' : 'stop',
    work: id => steps[step](id),
    failed: () => stack.disableRollback || operation.interrupt('failure'),
  });
  if (operation.interruptedBy === 'timeout') {
    return 'Stack creation time exceeded the specified timeout. ';
  }
  if (operation.interruptedBy === 'cancelled') return 'User Initiated';
  if (failures.length > 0) return describeFailures(stack, failures);
  try {
    evaluateOutputs(stack, deployment, context.store);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}
