import { cascade } from './explain';
import {
  startsRollback,
  type OperationEvent,
} from '../cloudformation/OperationEvent';
import type { StackResource } from '../cloudformation/readResources';

const nameOf = (
  { logicalId, physicalId }: { logicalId: string; physicalId?: string },
  type: string,
) => `${logicalId} (${type}${physicalId ? `, ${physicalId}` : ''})`;

const tell = (
  resource: Pick<StackResource, 'logicalId' | 'reason'> & {
    physicalId?: string;
  },
  type: string,
) => `${nameOf(resource, type)}: ${resource.reason ?? 'no reason given'}`;

/** The last word of an event on each resource. */
function lastWords(events: readonly OperationEvent[]): OperationEvent[] {
  const last = new Map(
    events
      .filter(({ ofStack }) => !ofStack)
      .map(event => [event.logicalId, event]),
  );
  return [...last.values()];
}

/**
 * Resources an operation got stuck at, and why.
 *
 * A rollback is held up only by what failed on the way back. What had failed before and was not reached, or was cancelled because
 * another failed, has the same status, but AWS refuses to skip it.
 */
export function findBlockers(
  events: readonly OperationEvent[],
  status: 'DELETE_FAILED' | 'UPDATE_FAILED' = 'DELETE_FAILED',
): OperationEvent[] {
  if (status === 'DELETE_FAILED') {
    return lastWords(events).filter(event => event.status === status);
  }
  const onTheWayBack = events.slice(events.findLastIndex(startsRollback) + 1);
  return lastWords(onTheWayBack).filter(
    event => event.status === status && !cascade.test(event.reason ?? ''),
  );
}

/** What holds an operation up, each with its reason; empty when nothing does. */
export const describeBlockers = (
  events: readonly OperationEvent[],
  status?: 'DELETE_FAILED' | 'UPDATE_FAILED',
): string =>
  findBlockers(events, status)
    .map(event => tell(event, event.resourceType))
    .join('; ');

/**
 * What an operation that ended well left behind all the same, as a sentence to follow its own; empty when nothing is. CloudFormation
 * forgets what a clean-up could not delete and what was retained, and never tries again.
 */
export function describeRetained(events: readonly OperationEvent[]): string {
  const left = lastWords(events).flatMap(event => {
    if (event.status === 'DELETE_FAILED')
      return tell(event, event.resourceType);
    return event.status === 'DELETE_SKIPPED'
      ? nameOf(event, event.resourceType)
      : [];
  });
  return left.length > 0
    ? ` Left behind, and part of no stack any more: ${left
        .join('; ')
        .replace(/\.$/, '')}. Delete by hand what is not wanted.`
    : '';
}

/** What holds an operation up, from resources as the stack lists them. */
export const describeBlockingResources = (
  resources: readonly StackResource[],
): string =>
  resources.map(resource => tell(resource, resource.type)).join('; ');
