import { cleanUp } from './cleanUp';
import { describeFailures } from './describeFailures';
import { ResourceSteps } from './ResourceSteps';
import { runGraph } from './runGraph';
import type { Stack, UpdateRecord } from '../stacks/Stack';
import type { Incarnation } from '../stacks/Incarnation';
import type { StackEngineContext } from './StackEngineContext';
import type { StackOperation } from './StackOperation';

const isRestored = (stack: Stack, logicalId: string, before: Incarnation) => {
  const resource = stack.resources.get(logicalId);
  return resource?.current === before && resource.status === 'UPDATE_COMPLETE';
};

const graphOf = ({ before }: UpdateRecord) =>
  new Map(
    [...before].map(([id, { dependencies }]) => [
      id,
      new Set([...dependencies].filter(dependency => before.has(dependency))),
    ]),
  );

/** Resources that the failed update created are deleted in the clean-up; those it did not create are dropped. */
function discardAdditions(
  operation: StackOperation,
  record: UpdateRecord,
): void {
  const { stack } = operation;
  for (const resource of [...stack.resources.values()]) {
    const { logicalId, current } = resource;
    if (record.before.has(logicalId)) continue;
    if (current) {
      record.obsolete.push({
        logicalId,
        incarnation: current,
        isReplaced: false,
      });
    } else {
      operation.reportResource(resource, 'DELETE_COMPLETE');
      stack.resources.delete(logicalId);
    }
  }
}

/**
 * Rolls a stack back to its state before the update.
 *
 * @param problem - why, as the stack's status reason.
 * @param skip - logical ids to leave as they are and count as restored.
 */
export async function undoUpdate(
  context: StackEngineContext,
  operation: StackOperation,
  problem: string,
  skip: ReadonlySet<string> = new Set(),
): Promise<void> {
  const { stack } = operation;
  const record = stack.update;
  if (!record) throw new Error(`No record of the update of ${stack.id}.`);
  const { before, deploymentBefore, obsolete, touched } = record;
  operation.nextPhase();
  stack.deployment = deploymentBefore;
  operation.report('UPDATE_ROLLBACK_IN_PROGRESS', problem);
  // The resources that the update replaced are current again.
  const unwanted = obsolete.filter(
    ({ logicalId, incarnation }) =>
      before.get(logicalId)?.world !== incarnation.world,
  );
  obsolete.splice(0, obsolete.length, ...unwanted);

  const graph = graphOf(record);
  const steps = new ResourceSteps(
    context,
    operation,
    deploymentBefore,
    graph,
    'rollback',
  );
  const failures = await runGraph({
    graph,
    onFailure: 'skip-dependents',
    work: async id => {
      const incarnation = before.get(id);
      if (!incarnation || !touched.has(id)) {
        const resource = stack.resources.get(id);
        if (resource && incarnation) resource.current = incarnation;
        return true;
      }
      if (skip.has(id)) {
        operation.reportResource(steps.resource(id), 'UPDATE_COMPLETE');
        return true;
      }
      return isRestored(stack, id, incarnation)
        ? true
        : steps.restore(id, incarnation);
    },
  });
  if (operation.interruptedBy === 'superseded') return;
  record.unrestored = new Set(failures);
  if (failures.length > 0) {
    operation.report(
      'UPDATE_ROLLBACK_FAILED',
      describeFailures(stack, failures),
    );
    return;
  }
  discardAdditions(operation, record);
  await cleanUp(
    context,
    operation,
    record,
    deploymentBefore,
    'UPDATE_ROLLBACK',
  );
}
