import {
  DescribeStackEventsCommand,
  type CloudFormationClient,
} from '@aws-sdk/client-cloudformation';
import {
  toOperationEvent,
  type OperationEvent,
} from '../cloudformation/OperationEvent';

/** Pages of a hundred events that are searched for an operation. */
const maxSearchPages = 100;

/** The latest events of one stack. Reading again takes one call while nothing, or little, has happened. */
export class OperationEventLog {
  /** Oldest first. */
  readonly events: OperationEvent[] = [];
  private readonly known = new Set<string>();

  constructor(
    private readonly client: CloudFormationClient,
    private readonly stackArn: string,
  ) {}

  /**
   * Reads what is new; the first time, as far back as needed.
   *
   * @param isEnough - whether the events so far, newest first, contain what is looked for
   * @returns the number of new events
   */
  async read(
    isEnough: (newestFirst: readonly OperationEvent[]) => boolean,
  ): Promise<number> {
    const newestFirst: OperationEvent[] = [];
    let nextToken: string | undefined;
    let pages = 0;
    do {
      const { StackEvents = [], NextToken } = await this.client.send(
        new DescribeStackEventsCommand({
          StackName: this.stackArn,
          NextToken: nextToken,
        }),
      );
      const page = StackEvents.map(toOperationEvent);
      const unknown = page.filter(({ id }) => !this.known.has(id));
      newestFirst.push(...unknown);
      pages += 1;
      const reachedKnown = unknown.length < page.length;
      nextToken =
        reachedKnown || pages >= maxSearchPages || isEnough(newestFirst)
          ? undefined
          : NextToken;
    } while (nextToken);
    for (const { id } of newestFirst) this.known.add(id);
    this.events.push(...newestFirst.reverse());
    return newestFirst.length;
  }
}
