import type { StackEvent } from '@aws-sdk/client-cloudformation';
import {
  printable,
  type EnvironmentEvent,
} from '@streamflix/backstage-plugin-streamflix-common';

/** A stack event with what following an operation needs besides. */
export interface OperationEvent extends EnvironmentEvent {
  /** Whether it speaks of the stack itself. */
  ofStack: boolean;
  physicalId?: string;
  /** The operation has done all its work, and waits for it to be consistent: CloudFormation repeats the status for that. */
  isConfigured?: boolean;
  /** Token of the call that began the operation. */
  token?: string;
}

export function toOperationEvent(event: StackEvent): OperationEvent {
  const { ResourceStatusReason: reason } = event;
  return {
    id: event.EventId ?? '',
    at: event.Timestamp?.toISOString() ?? '',
    logicalId: event.LogicalResourceId ?? '',
    resourceType: printable(event.ResourceType ?? ''),
    status: event.ResourceStatus ?? '',
    // It quotes whatever a resource's own service said.
    reason: reason && printable(reason),
    ofStack: event.PhysicalResourceId === event.StackId,
    physicalId: event.PhysicalResourceId,
    isConfigured: event.DetailedStatus === 'CONFIGURATION_COMPLETE',
    token: event.ClientRequestToken,
  };
}

/** What people read, without what only following needs. */
export function toEnvironmentEvent(event: OperationEvent): EnvironmentEvent {
  const { id, at, logicalId, resourceType, status, reason } = event;
  return { id, at, logicalId, resourceType, status, reason };
}

/** Whether the event begins an operation on the stack, rather than a turn within one. */
export const startsOperation = (event: OperationEvent) =>
  event.ofStack &&
  !event.isConfigured &&
  /^(CREATE|UPDATE|DELETE)_IN_PROGRESS$/.test(event.status);

/** Whether the stack rests after this event. Clean-up after an update is over only when UPDATE_COMPLETE is told. */
export const endsOperation = (event: OperationEvent) =>
  event.ofStack && /_(COMPLETE|FAILED)$/.test(event.status);

/** Whether the stack turns back from a change, or a rollback that got stuck is continued. */
export const startsRollback = (event: OperationEvent) =>
  event.ofStack && event.status === 'UPDATE_ROLLBACK_IN_PROGRESS';
