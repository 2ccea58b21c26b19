import type {
  ResourceAction,
  ResourceSpan,
} from '@streamflix/backstage-plugin-streamflix-common';
import { isCascade } from '../causes/findCause';
import type { OperationEvent } from '../cloudformation/OperationEvent';

/**
 * The work on one resource in an operation.
 *
 * @public
 */
export interface ResourceWork {
  type: string;
  /** Oldest first. */
  spans: ResourceSpan[];
}

/** What a resource's status is about: `UPDATE_ROLLBACK_…` of a nested stack is an update, too. */
function actionOf(status: string): ResourceAction {
  if (status.startsWith('DELETE_')) return 'delete';
  return status.startsWith('UPDATE_') ? 'update' : 'create';
}

function resultOf({ status, reason }: OperationEvent): ResourceSpan['result'] {
  if (!status.endsWith('_FAILED')) return 'done';
  return isCascade(reason) ? 'cancelled' : 'failed';
}

/**
 * The work of an operation by logical id, in order of start. CloudFormation repeats the status of a resource that starts, and
 * with the detail CONFIGURATION_COMPLETE of one that is only waited for.
 *
 * @param events - oldest first
 */
export function spansOf(
  events: readonly OperationEvent[],
): Map<string, ResourceWork> {
  const works = new Map<string, ResourceWork>();
  for (const event of events) {
    if (event.ofStack) continue;
    const { logicalId, resourceType, status, at } = event;
    const work = works.get(logicalId) ?? { type: resourceType, spans: [] };
    works.set(logicalId, work);
    const action = actionOf(status);
    const last = work.spans.at(-1);
    const isOpen = last !== undefined && last.endedAt === undefined;
    const open =
      isOpen && last.action === action ? last : { action, startedAt: at };
    if (open !== last) {
      // A new action ends the one before, of which the last event was lost.
      if (isOpen) Object.assign(last, { endedAt: at, result: 'cancelled' });
      work.spans.push(open);
    }
    if (!status.endsWith('_IN_PROGRESS')) {
      open.endedAt = at;
      open.result = resultOf(event);
      if (open.result !== 'done') open.reason = event.reason;
    } else if (event.isConfigured) {
      open.configuredAt ??= at;
    }
  }
  return works;
}
