import { isCascade } from '../causes/findCause';
import {
  startsRollback,
  type OperationEvent,
} from '../cloudformation/OperationEvent';
import type { StackResource } from '../cloudformation/readResources';

const nameOf = (
  { logicalId, physicalId }: { logicalId: string; physicalId?: string },
  type: string,
) => `${logicalId} (${type}${physicalId ? `, ${physicalId}` : ''})`;

const describe = (
  resource: Pick<StackResource, 'logicalId' | 'reason'> & {
    physicalId?: string;
  },
  type: string,
) => `${nameOf(resource, type)}: ${resource.reason ?? 'no reason given'}`;

/** The last event of each resource. */
function lastEvents(events: readonly OperationEvent[]): OperationEvent[] {
  const last = new Map(
    events
      .filter(({ ofStack }) => !ofStack)
      .map(event => [event.logicalId, event]),
  );
  return [...last.values()];
}

/**
 * Resources that block an operation, and why.
 *
 * Only resources that failed during the rollback block it. Those that failed before and were not reached, or were cancelled
 * because another failed, have the same status, but AWS refuses to skip them.
 */
export function findBlockers(
  events: readonly OperationEvent[],
  status: 'DELETE_FAILED' | 'UPDATE_FAILED' = 'DELETE_FAILED',
): OperationEvent[] {
  if (status === 'DELETE_FAILED') {
    return lastEvents(events).filter(event => event.status === status);
  }
  const duringRollback = events.slice(events.findLastIndex(startsRollback) + 1);
  return lastEvents(duringRollback).filter(
    event => event.status === status && !isCascade(event.reason),
  );
}

/** Describes the blocking resources with their reasons; empty when there are none. */
export const describeBlockers = (
  events: readonly OperationEvent[],
  status?: 'DELETE_FAILED' | 'UPDATE_FAILED',
): string =>
  findBlockers(events, status)
    .map(event => describe(event, event.resourceType))
    .join('; ');

/**
 * Describes the resources a successful operation retained, as a text to append to its message; empty when there are none. After
 * that, CloudFormation no longer tracks resources it could not delete or retained, and never retries.
 */
export function describeRetained(events: readonly OperationEvent[]): string {
  const left = lastEvents(events).flatMap(event => {
    if (event.status === 'DELETE_FAILED')
      return describe(event, event.resourceType);
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

/** Describes the blocking resources, from the stack's resource list. */
export const describeBlockingResources = (
  resources: readonly StackResource[],
): string =>
  resources.map(resource => describe(resource, resource.type)).join('; ');
