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

/**
 * Reads the events of one stack: each once, oldest first. AWS gives them newest first, in pages, and may show one late.
 */
export class StackEventReader {
  private readonly told = new Set<string>();

  constructor(
    private readonly client: CloudFormationClient,
    /** The ARN, not the name: the events of a deleted stack are found by nothing else. */
    private readonly stackArn: string,
  ) {}

  /**
   * Counts everything there is so far as past.
   *
   * @returns the latest of it
   */
  async skipPast(): Promise<OperationEvent[]> {
    const { events } = await this.page();
    for (const { id } of events) this.told.add(id);
    return events;
  }

  /**
   * Goes back to where a step of an operation started, whoever requested it.
   *
   * @returns its events so far; undefined when the stack has no such step. Either way what came before is past.
   */
  skipToStep(
    operation: string,
    step: OperationStep,
  ): Promise<OperationEvent[] | undefined> {
    // A rollback that is continued is a turn of the stack, and starts no operation.
    return this.skipToBeginning(
      ({ token }) => isStepOf(token, operation, step),
      step === 'recover' ? startsRollback : startsOperation,
    );
  }

  /** Goes back to where the last operation started, whoever requested it. */
  skipToLast(): Promise<OperationEvent[] | undefined> {
    return this.skipToBeginning(() => true);
  }

  /** Goes back to where the stack turned back from a change the last time, or was told to continue with that. */
  skipToRollback(): Promise<OperationEvent[] | undefined> {
    return this.skipToBeginning(() => true, startsRollback);
  }

  private async skipToBeginning(
    wanted: (event: OperationEvent) => boolean,
    isBeginning: (event: OperationEvent) => boolean = startsOperation,
  ): Promise<OperationEvent[] | undefined> {
    const newestFirst: OperationEvent[] = [];
    let nextToken: string | undefined;
    do {
      const page = await this.page(nextToken);
      for (const event of page.events) {
        newestFirst.push(event);
        if (isBeginning(event) && wanted(event)) {
          for (const older of page.events) this.told.add(older.id);
          return this.take(newestFirst);
        }
      }
      nextToken = page.nextToken;
    } while (nextToken);
    this.take(newestFirst);
    return undefined;
  }

  /** Steps of an operation that are among the latest events. */
  async recentSteps(operation: string): Promise<Set<OperationStep>> {
    const { events } = await this.page();
    return new Set(
      events.flatMap(({ token }) => {
        const parsed = parseToken(token);
        return parsed?.operation === operation ? [parsed.step] : [];
      }),
    );
  }

  /** What happened since the last reading. */
  async read(): Promise<OperationEvent[]> {
    const fresh: OperationEvent[] = [];
    let nextToken: string | undefined;
    do {
      const { events, nextToken: next } = await this.page(nextToken);
      const unknown = events.filter(({ id }) => !this.told.has(id));
      fresh.push(...unknown);
      // A page that ends in something known has nothing new behind it.
      nextToken = unknown.length === events.length ? next : undefined;
    } while (nextToken);
    return this.take(fresh);
  }

  private take(newestFirst: OperationEvent[]): OperationEvent[] {
    for (const { id } of newestFirst) this.told.add(id);
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
