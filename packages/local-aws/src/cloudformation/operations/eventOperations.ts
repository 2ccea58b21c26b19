import { randomUUID } from 'node:crypto';
import type { Operation } from '../../protocols/Service';
import { paginate } from '../../services/paginate';
import { booleanOf, fieldsOf, stringOf } from '../../world/values';
import type { FailedValidation, Stack, StackEvent } from '../stacks/Stack';
import { validationError } from '../template/validationError';
import { findChangeSet } from './findChangeSet';
import type { OperationsContext } from './OperationsContext';

interface OperationEvent {
  readonly EventId: string;
  readonly StackId: string;
  readonly OperationId: string;
  readonly OperationType?: string;
  readonly EventType: string;
  readonly Timestamp: Date;
  readonly [member: string]: unknown;
}

const eventType = ({
  ResourceType,
  ResourceStatus,
}: Pick<StackEvent, 'ResourceType' | 'ResourceStatus'>) => {
  if (ResourceType === 'AWS::CloudFormation::Stack') return 'STACK_EVENT';
  return ResourceStatus.endsWith('_FAILED')
    ? 'PROVISIONING_ERROR'
    : 'PROGRESS_EVENT';
};

function stackEvents(stack: Stack): OperationEvent[] {
  const types = new Map(
    stack.lastOperations.map(({ OperationId, OperationType }) => [
      OperationId,
      OperationType,
    ]),
  );
  return stack.events.map(({ StackName: _name, ...event }) => ({
    ...event,
    OperationType: types.get(event.OperationId),
    EventType: eventType(event),
  }));
}

function validationEvents(
  stack: Stack,
  failed: FailedValidation,
): OperationEvent[] {
  const common = {
    StackId: stack.id,
    OperationId: failed.operationId,
    OperationType: failed.operationType,
    ClientRequestToken: failed.token,
    Timestamp: failed.endedAt,
  };
  return [
    ...failed.findings.map(finding => ({
      ...common,
      EventId: randomUUID(),
      EventType: 'VALIDATION_ERROR',
      LogicalResourceId: finding.logicalId,
      PhysicalResourceId: finding.physicalId,
      ResourceType: finding.type,
      ValidationFailureMode: finding.mode,
      ValidationName: finding.validation,
      ValidationStatus: 'FAILED',
      ValidationStatusReason: finding.reason,
      ValidationPath: finding.path,
    })),
    {
      ...common,
      EventId: randomUUID(),
      EventType: 'STACK_EVENT',
      OperationStatus: failed.findings.some(({ mode }) => mode === 'FAIL')
        ? 'FAILED'
        : 'SUCCEEDED',
      StartTime: failed.startedAt,
      EndTime: failed.endedAt,
    },
  ];
}

const isFailure = ({ EventType, ResourceStatus }: OperationEvent) =>
  EventType === 'VALIDATION_ERROR' ||
  String(ResourceStatus ?? '').endsWith('_FAILED');

/** `DescribeEvents`: the only operation that returns the findings of pre-deployment validation. */
export function eventOperations({
  store,
}: OperationsContext): Record<string, Operation> {
  const allEvents = (stack: Stack, changeSetId?: string) =>
    [
      ...(changeSetId === undefined ? stackEvents(stack) : []),
      ...stack.failedValidations
        .filter(
          failed =>
            changeSetId === undefined || failed.changeSetId === changeSetId,
        )
        .flatMap(failed => validationEvents(stack, failed)),
    ].sort((a, b) => b.Timestamp.getTime() - a.Timestamp.getTime());

  return {
    DescribeEvents(input, { region }) {
      const stackName = stringOf(input.StackName);
      const changeSetName = stringOf(input.ChangeSetName);
      const operationId = stringOf(input.OperationId);
      if (!stackName && !changeSetName && !operationId) {
        throw validationError(
          'One of ChangeSetName, OperationId or StackName must be specified',
        );
      }
      let events: OperationEvent[];
      if (changeSetName !== undefined) {
        const { stack, changeSet } = findChangeSet(
          store,
          region,
          changeSetName,
          stackName,
        );
        events = allEvents(stack, changeSet.id);
      } else if (stackName !== undefined) {
        events = allEvents(
          store.get(region, stackName, `Stack [${stackName}] does not exist`),
        );
      } else {
        events = store.all(region).flatMap(stack => allEvents(stack));
      }
      const onlyFailures =
        booleanOf(fieldsOf(input.Filters).FailedEvents) ?? false;
      const wanted = events.filter(
        event =>
          (operationId === undefined || event.OperationId === operationId) &&
          (!onlyFailures || isFailure(event)),
      );
      const { items, nextToken } = paginate(
        wanted,
        100,
        stringOf(input.NextToken),
        'ValidationError',
      );
      return { OperationEvents: items, NextToken: nextToken };
    },
  };
}
