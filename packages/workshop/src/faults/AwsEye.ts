import { setTimeout as sleep } from 'node:timers/promises';
import {
  CloudFormationClient,
  ListChangeSetsCommand,
  paginateDescribeStackEvents,
  paginateListStacks,
  type StackEvent,
  type StackSummary,
} from '@aws-sdk/client-cloudformation';

/** What there is in AWS after an attempt. */
export interface Left {
  /** Status of each stack that is there, by name. */
  stacks: Record<string, string>;
  /** Names of change sets nobody has executed. */
  changeSets: string[];
}

/** Looks at CloudFormation by itself, so that the engine is never judged by its own eyes. */
export class AwsEye {
  constructor(
    private readonly client: CloudFormationClient,
    /** Names of the stacks that are looked at. */
    private readonly names: RegExp = /./,
  ) {}

  /** Looks at the stacks of one environment alone. */
  at(suffix: string): AwsEye {
    return new AwsEye(this.client, new RegExp(`^streamflix-${suffix}$`));
  }

  async left(): Promise<Left> {
    const present = (await this.stacks()).filter(
      ({ StackStatus }) => StackStatus !== 'DELETE_COMPLETE',
    );
    const changeSets = await Promise.all(
      present.map(async ({ StackId }) => {
        const { Summaries = [] } = await this.client.send(
          new ListChangeSetsCommand({ StackName: StackId }),
        );
        return Summaries.filter(
          ({ ExecutionStatus = '' }) => !ExecutionStatus.startsWith('EXECUTE'),
        ).map(({ ChangeSetName = '' }) => ChangeSetName);
      }),
    );
    return {
      stacks: Object.fromEntries(
        present.map(({ StackName = '', StackStatus = '' }) => [
          StackName,
          StackStatus,
        ]),
      ),
      changeSets: changeSets.flat(),
    };
  }

  /** The same once no stack of them moves any more, or after so many seconds. */
  async leftAtRest(seconds: number): Promise<Left> {
    const until = Date.now() + seconds * 1000;
    for (;;) {
      const left = await this.left();
      const moves = Object.values(left.stacks).some(
        status =>
          status !== 'REVIEW_IN_PROGRESS' && /_IN_PROGRESS$/.test(status),
      );
      if (!moves || Date.now() > until) return left;
      await sleep(200);
    }
  }

  /** Events of every stack there is or was, oldest first, by the stack's ARN. */
  async events(): Promise<Map<string, StackEvent[]>> {
    const all = new Map<string, StackEvent[]>();
    for (const { StackId = '' } of await this.stacks()) {
      const pages = paginateDescribeStackEvents(
        { client: this.client },
        { StackName: StackId },
      );
      const events: StackEvent[] = [];
      for await (const { StackEvents = [] } of pages)
        events.push(...StackEvents);
      all.set(StackId, events.reverse());
    }
    return all;
  }

  private async stacks(): Promise<StackSummary[]> {
    const stacks: StackSummary[] = [];
    for await (const page of paginateListStacks({ client: this.client }, {})) {
      stacks.push(...(page.StackSummaries ?? []));
    }
    return stacks.filter(({ StackName = '' }) => this.names.test(StackName));
  }
}
