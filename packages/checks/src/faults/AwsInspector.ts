import { setTimeout as sleep } from 'node:timers/promises';
import {
  DescribeStacksCommand,
  GetTemplateCommand,
  ListChangeSetsCommand,
  paginateDescribeStackEvents,
  paginateListStackResources,
  paginateListStacks,
  type CloudFormationClient,
  type StackEvent,
  type StackResourceSummary,
} from '@aws-sdk/client-cloudformation';

/** An existing or deleted stack. */
export interface SeenStack {
  id: string;
  name: string;
  region: string;
  status: string;
}

/** What exists in AWS after an attempt. */
export interface Left {
  /** Existing stacks. */
  stacks: SeenStack[];
  /** Names of change sets that were not executed. */
  changeSets: string[];
}

/** The state of an environment in CloudFormation. */
export interface Snapshot {
  template: unknown;
  tags: unknown;
  outputs: unknown;
  /** Physical ids of its resources, by logical id. */
  resources: Record<string, string>;
}

const isInProgress = ({ status }: SeenStack) =>
  status !== 'REVIEW_IN_PROGRESS' && status.endsWith('_IN_PROGRESS');

/** Inspects CloudFormation independently of the engine, so that the engine's own view is never used to check it. */
export class AwsInspector {
  /**
   * @param clients - by region, not recorded by the recording proxy
   * @param name - of the only stack to inspect; all stacks when missing
   */
  constructor(
    private readonly clients: Readonly<Record<string, CloudFormationClient>>,
    private readonly name?: string,
  ) {}

  /** Inspects only the stack of one environment. */
  at(suffix: string, region: string): AwsInspector {
    return new AwsInspector(
      { [region]: this.clients[region] },
      `streamflix-${suffix}`,
    );
  }

  async left(): Promise<Left> {
    const stacks = await this.present();
    const changeSets = await Promise.all(
      stacks.map(async ({ id, region }) => {
        const { Summaries = [] } = await this.clients[region].send(
          new ListChangeSetsCommand({ StackName: id }),
        );
        return Summaries.filter(
          ({ ExecutionStatus = '' }) => !ExecutionStatus.startsWith('EXECUTE'),
        ).map(({ ChangeSetName = '' }) => ChangeSetName);
      }),
    );
    return { stacks, changeSets: changeSets.flat() };
  }

  /** The same when no stack has an operation in progress, or after this many seconds. */
  async leftWhenIdle(seconds: number): Promise<Left> {
    const until = Date.now() + seconds * 1000;
    for (;;) {
      const left = await this.left();
      if (!left.stacks.some(isInProgress) || Date.now() > until) return left;
      await sleep(200);
    }
  }

  /** Events of all existing and deleted stacks, oldest first, by the stack's ARN. */
  async events(): Promise<Map<string, StackEvent[]>> {
    const all = new Map<string, StackEvent[]>();
    for (const { id, region } of await this.stacks()) {
      const pages = paginateDescribeStackEvents(
        { client: this.clients[region] },
        { StackName: id },
      );
      const events: StackEvent[] = [];
      for await (const { StackEvents = [] } of pages)
        events.push(...StackEvents);
      all.set(id, events.reverse());
    }
    return all;
  }

  /** The state of the environment; undefined when it does not exist or an operation is in progress. */
  async snapshot(): Promise<Snapshot | undefined> {
    const [stack] = await this.present();
    if (
      !stack ||
      isInProgress(stack) ||
      stack.status === 'REVIEW_IN_PROGRESS'
    ) {
      return undefined;
    }
    const client = this.clients[stack.region];
    const StackName = stack.id;
    const [{ Stacks = [] }, { TemplateBody }, resources] = await Promise.all([
      client.send(new DescribeStacksCommand({ StackName })),
      client.send(new GetTemplateCommand({ StackName })),
      this.resourcesOf(stack),
    ]);
    return {
      template: TemplateBody,
      tags: Stacks[0]?.Tags,
      outputs: Stacks[0]?.Outputs,
      resources: Object.fromEntries(
        resources.map(({ LogicalResourceId = '', PhysicalResourceId = '' }) => [
          LogicalResourceId,
          PhysicalResourceId,
        ]),
      ),
    };
  }

  /** Number of resources in all stacks. */
  async resourceCount(): Promise<number> {
    const stacks = await this.present();
    const resources = await Promise.all(
      stacks.map(stack => this.resourcesOf(stack)),
    );
    return resources.flat().length;
  }

  private async resourcesOf({
    id,
    region,
  }: SeenStack): Promise<StackResourceSummary[]> {
    const resources: StackResourceSummary[] = [];
    const client = this.clients[region];
    for await (const page of paginateListStackResources(
      { client },
      { StackName: id },
    )) {
      resources.push(...(page.StackResourceSummaries ?? []));
    }
    return resources.filter(
      ({ PhysicalResourceId, ResourceStatus = '' }) =>
        PhysicalResourceId &&
        !/^DELETE_(COMPLETE|SKIPPED)$/.test(ResourceStatus),
    );
  }

  private async present(): Promise<SeenStack[]> {
    const stacks = await this.stacks();
    return stacks.filter(({ status }) => status !== 'DELETE_COMPLETE');
  }

  private async stacks(): Promise<SeenStack[]> {
    const regions = Object.entries(this.clients).map(
      async ([region, client]) => {
        const stacks: SeenStack[] = [];
        for await (const { StackSummaries = [] } of paginateListStacks(
          { client },
          {},
        )) {
          for (const { StackId, StackName, StackStatus } of StackSummaries) {
            stacks.push({
              id: StackId ?? '',
              name: StackName ?? '',
              region,
              status: StackStatus ?? '',
            });
          }
        }
        return stacks;
      },
    );
    const stacks = (await Promise.all(regions)).flat();
    return stacks.filter(
      ({ name }) => this.name === undefined || name === this.name,
    );
  }
}
