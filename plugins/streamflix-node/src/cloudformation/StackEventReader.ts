import {
  DescribeStackEventsCommand,
  type CloudFormationClient,
} from '@aws-sdk/client-cloudformation';
import { isStepOf, parseToken, type OperationStep } from './operationTokens';
import {
  startsOperation,
  toOperationEvent,
  startsRollback,
  type OperationEvent,
} from './OperationEvent';

/** Reads the events of one stack: each once, oldest first. AWS returns them newest first, in pages, and may return one late. */
export class StackEventReader {
  private readonly seen = new Set<string>();

  constructor(
    private readonly client: CloudFormationClient,
    /** The ARN, not the name: the events of a deleted stack can only be found by ARN. */
    private readonly stackArn: string,
  ) {}

  /**
   * Marks all events so far as read.
   *
   * @returns the latest of them
   */
  async skipPast(): Promise<OperationEvent[]> {
    const { events } = await this.page();
    for (const { id } of events) this.seen.add(id);
    return events;
  }

  /**
   * Goes back to where a step of an operation started, for any requester.
   *
   * @returns its events so far; undefined when the stack has no such step. In both cases, earlier events are marked as read.
   */
  skipToStep(
    operation: string,
    step: OperationStep,
  ): Promise<OperationEvent[] | undefined> {
    // Continuing a rollback does not start a new operation on the stack.
    return this.skipToStart(
      ({ token }) => isStepOf(token, operation, step),
      step === 'recover' ? startsRollback : startsOperation,
    );
  }

  /** Goes back to where the last operation started, for any requester. */
  skipToLast(): Promise<OperationEvent[] | undefined> {
    return this.skipToStart(() => true);
  }

  /** Goes back to where the stack last started or continued a rollback. */
  skipToRollback(): Promise<OperationEvent[] | undefined> {
    return this.skipToStart(() => true, startsRollback);
  }

  private async skipToStart(
    wanted: (event: OperationEvent) => boolean,
    isStart: typeof startsOperation = startsOperation,
  ): Promise<OperationEvent[] | undefined> {
    const newestFirst: OperationEvent[] = [];
    const isFound = (previous?: OperationEvent) => {
      const event = newestFirst.at(-1);
      return event && isStart(event, previous) && wanted(event);
    };
    let nextToken: string | undefined;
    do {
      const page = await this.page(nextToken);
      for (const event of page.events) {
        if (isFound(event)) {
          for (const older of page.events) this.seen.add(older.id);
          return this.take(newestFirst);
        }
        newestFirst.push(event);
      }
      nextToken = page.nextToken;
    } while (nextToken);
    const found = isFound();
    const events = this.take(newestFirst);
    return found ? events : undefined;
  }

  /** Steps of an operation among the latest events. */
  async recentSteps(operation: string): Promise<Set<OperationStep>> {
    const { events } = await this.page();
    return new Set(
      events.flatMap(({ token }) => {
        const parsed = parseToken(token);
        return parsed?.operation === operation ? [parsed.step] : [];
      }),
    );
  }

  /** Events since the last call. */
  async read(): Promise<OperationEvent[]> {
    const fresh: OperationEvent[] = [];
    let nextToken: string | undefined;
    do {
      const { events, nextToken: next } = await this.page(nextToken);
      const unknown = events.filter(({ id }) => !this.seen.has(id));
      fresh.push(...unknown);
      // Pages after a known event contain nothing new.
      nextToken = unknown.length === events.length ? next : undefined;
    } while (nextToken);
    return this.take(fresh);
  }

  private take(newestFirst: OperationEvent[]): OperationEvent[] {
    for (const { id } of newestFirst) this.seen.add(id);
    return newestFirst.reverse();
  }

  private async page(nextToken?: string) {
    const { StackEvents = [], NextToken } = await this.client.send(
      new DescribeStackEventsCommand({
        StackName: this.stackArn,
        NextToken: nextToken,
      }),
    );
    return { events: StackEvents.map(toOperationEvent), nextToken: NextToken };
  }
}
