import type { StackEvent } from '@aws-sdk/client-cloudformation';
import {
  printable,
  stackStatus,
  type EnvironmentEvent,
} from '@streamflix/backstage-plugin-streamflix-common';
import { withoutCaller } from './withoutCaller';

/**
 * A stack event, with additional fields for following an operation.
 *
 * @public
 */
export interface OperationEvent extends EnvironmentEvent {
  /** Whether the event is about the stack itself. */
  ofStack: boolean;
  physicalId?: string;
  /** The operation has configured everything and waits for consistency; CloudFormation repeats the status for this. */
  isConfigured?: boolean;
  /** Token of the call that started the operation. */
  token?: string;
  /** CloudFormation's id of the operation; older events have none. */
  operationId?: string;
}

export function toOperationEvent(event: StackEvent): OperationEvent {
  const { ResourceStatusReason: reason } = event;
  return {
    id: event.EventId ?? '',
    at: event.Timestamp?.toISOString() ?? '',
    logicalId: event.LogicalResourceId ?? '',
    resourceType: printable(event.ResourceType ?? ''),
    status: event.ResourceStatus ?? '',
    // It quotes text of the resource's own service.
    reason: reason && withoutCaller(printable(reason)),
    ofStack: event.PhysicalResourceId === event.StackId,
    physicalId: event.PhysicalResourceId,
    isConfigured: event.DetailedStatus === 'CONFIGURATION_COMPLETE',
    token: event.ClientRequestToken,
    operationId: event.OperationId,
  };
}

/** The event for users, without the fields for following. */
export function toEnvironmentEvent(event: OperationEvent): EnvironmentEvent {
  const { id, at, logicalId, resourceType, status, reason } = event;
  return { id, at, logicalId, resourceType, status, reason };
}

const isSameOperation = (event: OperationEvent, other?: OperationEvent) =>
  event.operationId !== undefined && event.operationId === other?.operationId;

/**
 * Whether the event starts an operation on the stack; a rollback within one does not.
 *
 * @param previous - the event before it: CloudFormation may repeat the status of a stack within an operation
 */
export const startsOperation = (
  event: OperationEvent,
  previous?: OperationEvent,
) =>
  event.ofStack &&
  !event.isConfigured &&
  isStart(event.status) &&
  !isSameOperation(event, previous);

function isStart(status: string): boolean {
  const { operation, isFinished, isRollback, isCleanup } = stackStatus(status);
  return operation !== 'review' && !isFinished && !isRollback && !isCleanup;
}

/** Whether the stack has reached a terminal state. An update's clean-up has finished only at UPDATE_COMPLETE. */
export const endsOperation = (event: OperationEvent) =>
  event.ofStack && stackStatus(event.status).isFinished;

/** Whether an update's rollback starts, or a failed rollback is continued. */
export const startsRollback = (event: OperationEvent) =>
  event.ofStack && event.status === 'UPDATE_ROLLBACK_IN_PROGRESS';
