import type { Progress } from '@streamflix/backstage-plugin-streamflix-common';
import type { OperationEvent } from '../cloudformation/OperationEvent';
import { parseToken } from '../cloudformation/operationTokens';
import { ProgressCounter } from '../follow/ProgressCounter';

const shown = 5;

/** Id of the page of an operation. The deletion that cancels a deployment belongs to the deployment. */
function operationIdOf([first]: readonly OperationEvent[]): string | undefined {
  const parsed = parseToken(first?.token);
  if (!parsed) return first?.operationId;
  const step = parsed.step === 'cancel' ? 'deploy' : parsed.step;
  return `${step}-${parsed.operation}`;
}

/**
 * Progress of an operation.
 *
 * @param events - of the operation, oldest first
 * @param logicalIds - all resources of the new stack, or those left during a destruction: these operations touch all
 */
export function deriveProgress(
  operation: Progress['operation'],
  events: readonly OperationEvent[],
  logicalIds: readonly string[],
): Omit<Progress, 'operation'> {
  const touchesAll = operation === 'creating' || operation === 'destroying';
  const counter = new ProgressCounter(
    touchesAll ? logicalIds.map(logicalId => ({ logicalId })) : [],
    operation === 'destroying' ? 'destroying' : 'deploying',
  );
  let count = { done: 0, total: touchesAll ? logicalIds.length : 0 };
  const current = new Map<string, boolean>();
  for (const event of events) {
    count = counter.count(event);
    if (!event.ofStack) {
      // Deleted first, so that the resource counts as the latest.
      current.delete(event.logicalId);
      current.set(event.logicalId, event.status.endsWith('_IN_PROGRESS'));
    }
  }
  return {
    operationId: operationIdOf(events),
    ...count,
    current: [...current]
      .filter(([, inProgress]) => inProgress)
      .map(([logicalId]) => logicalId)
      .slice(-shown),
    startedAt: events[0]?.at ?? '',
  };
}
