import type { OperationEvent } from './OperationEvent';
import type { StackResource } from './readResources';

const tell = (
  {
    logicalId,
    physicalId,
    reason,
  }: Pick<StackResource, 'logicalId' | 'reason'> & { physicalId?: string },
  type: string,
) =>
  `${logicalId} (${type}${physicalId ? `, ${physicalId}` : ''}): ${
    reason ?? 'no reason given'
  }`;

/** Resources an operation got stuck at, and why: the last word of an event on each. */
export function holdingIn(
  events: readonly OperationEvent[],
  status: 'DELETE_FAILED' | 'UPDATE_FAILED' = 'DELETE_FAILED',
): OperationEvent[] {
  const last = new Map(
    events
      .filter(({ ofStack }) => !ofStack)
      .map(event => [event.logicalId, event]),
  );
  return [...last.values()].filter(event => event.status === status);
}

/** What holds an operation up, each with its reason; empty when nothing does. */
export const tellHolding = (
  events: readonly OperationEvent[],
  status?: 'DELETE_FAILED' | 'UPDATE_FAILED',
): string =>
  holdingIn(events, status)
    .map(event => tell(event, event.resourceType))
    .join('; ');

/** The same of resources as the stack lists them. */
export const tellHeldBy = (resources: readonly StackResource[]): string =>
  resources.map(resource => tell(resource, resource.type)).join('; ');
