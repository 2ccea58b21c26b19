import { randomUUID } from 'node:crypto';
import type { World } from '../../world/World';
import type {
  OperationType,
  Stack,
  StackEvent,
  StackResource,
} from '../stacks/Stack';

/** Why an operation in progress is interrupted. */
export type Interruption = 'failure' | 'cancelled' | 'superseded' | 'timeout';

/** A stack operation of CloudFormation from start to end: it writes the events and can be interrupted. */
export class StackOperation {
  readonly id = randomUUID();
  readonly startedAt: Date;
  endedAt?: Date;
  private controller = new AbortController();
  private interruption?: Interruption;

  constructor(
    private readonly world: World,
    readonly stack: Stack,
    readonly type: OperationType,
    readonly token: string | undefined,
  ) {
    this.startedAt = world.now();
    stack.lastOperations.unshift({ OperationType: type, OperationId: this.id });
  }

  /** Aborted when the current phase must end. */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  get interruptedBy(): Interruption | undefined {
    return this.interruption;
  }

  /** Interrupts the operation. The first reason is kept. */
  interrupt(reason: Interruption): void {
    this.interruption ??= reason;
    this.controller.abort(new Error(reason));
  }

  /** Starts the next phase, which is not affected by an interruption of the last one. */
  nextPhase(): void {
    this.interruption = undefined;
    this.controller = new AbortController();
  }

  /** Sets the status of the stack and writes an event. */
  report(
    status: string,
    reason?: string,
    detail?: StackEvent['DetailedStatus'],
  ): void {
    const { stack } = this;
    const { id, name } = stack;
    stack.status = status;
    stack.statusReason = reason;
    const now = this.nextInstant();
    if (status === 'DELETE_COMPLETE') stack.deletedAt = now;
    stack.events.push({
      ...this.common(now),
      EventId: randomUUID(),
      LogicalResourceId: name,
      PhysicalResourceId: id,
      ResourceType: 'AWS::CloudFormation::Stack',
      ResourceStatus: status,
      ResourceStatusReason: reason,
      DetailedStatus: detail,
    });
    this.send('CloudFormation Stack Status Change', status, reason);
  }

  /** Sets the status of a resource and writes an event. */
  reportResource(
    resource: StackResource,
    status: string,
    details: {
      readonly reason?: string;
      readonly properties?: string;
      readonly physicalId?: string;
      readonly detail?: StackEvent['DetailedStatus'];
    } = {},
  ): void {
    const now = this.nextInstant();
    const { reason, properties, physicalId, detail } = details;
    resource.status = status;
    resource.statusReason = reason;
    resource.updatedAt = now;
    this.stack.events.push({
      ...this.common(now),
      EventId: `${resource.logicalId}-${status}-${now.toISOString()}`,
      LogicalResourceId: resource.logicalId,
      PhysicalResourceId: physicalId ?? resource.physicalId ?? '',
      ResourceType: resource.type,
      ResourceStatus: status,
      ResourceStatusReason: reason,
      ResourceProperties: properties,
      DetailedStatus: detail,
    });
    this.send('CloudFormation Resource Status Change', status, reason, {
      'logical-resource-id': resource.logicalId,
      'physical-resource-id': physicalId ?? resource.physicalId ?? '',
      'resource-type': resource.type,
    });
  }

  /**
   * Unlike the event of the stack, the one of EventBridge has neither operation id nor detailed status: the token links it.
   *
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/eventbridge-detail-fields.html
   */
  private send(
    detailType: string,
    status: string,
    reason = '',
    resource: Record<string, string> = {},
  ): void {
    const { id, region } = this.stack;
    this.world.report({
      region,
      source: 'aws.cloudformation',
      detailType,
      resources: [id],
      detail: {
        'stack-id': id,
        ...resource,
        'status-details': { status, 'status-reason': reason },
        'client-request-token': this.token ?? '',
      },
    });
  }

  /** Unique within a stack: with accelerated time, the order and ids of events would otherwise be lost. */
  private nextInstant(): Date {
    const last = this.stack.events.at(-1)?.Timestamp.getTime() ?? 0;
    return new Date(Math.max(this.world.now().getTime(), last + 1));
  }

  private common(now: Date) {
    return {
      StackId: this.stack.id,
      StackName: this.stack.name,
      OperationId: this.id,
      Timestamp: now,
      ClientRequestToken: this.token,
    };
  }
}
