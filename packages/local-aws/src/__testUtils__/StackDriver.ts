import {
  CloudFormationClient,
  CreateChangeSetCommand,
  type CreateChangeSetCommandInput,
  CreateStackCommand,
  type CreateStackCommandInput,
  DescribeChangeSetCommand,
  type DescribeChangeSetCommandOutput,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
  paginateDescribeStackEvents,
  type Stack,
  type StackEvent,
  UpdateStackCommand,
  type UpdateStackCommandInput,
} from '@aws-sdk/client-cloudformation';
import {
  type LocalAws,
  type LocalAwsOptions,
  startLocalAws,
} from '../server/startLocalAws';
import { clientConfig, REGION } from './seed';

/** A template that a test builds. */
export type TemplateObject = Readonly<Record<string, unknown>>;

const wait = (milliseconds: number) =>
  new Promise(resolve => setTimeout(resolve, milliseconds));

/** Repeats a request until the response matches. */
export async function until<T>(
  read: () => Promise<T>,
  isReached: (value: T) => boolean,
): Promise<T> {
  for (;;) {
    const value = await read();
    if (isReached(value)) return value;
    await wait(15);
  }
}

/** Drives stacks of a local AWS through the SDK's unmodified client. */
export class StackDriver {
  readonly client: CloudFormationClient;

  private constructor(readonly aws: LocalAws, region: string) {
    this.client = new CloudFormationClient(clientConfig(aws.url, region));
  }

  /** Time runs six thousand times faster than in AWS by default. */
  static async start(options: LocalAwsOptions = {}): Promise<StackDriver> {
    return new StackDriver(
      await startLocalAws({
        speed: 6000,
        verifiesSignatures: true,
        ...options,
      }),
      REGION,
    );
  }

  in(region: string): StackDriver {
    return new StackDriver(this.aws, region);
  }

  stop(): Promise<void> {
    return this.aws.stop();
  }

  async create(
    name: string,
    template: TemplateObject,
    more: Partial<CreateStackCommandInput> = {},
  ): Promise<Stack> {
    await this.client.send(
      new CreateStackCommand({
        StackName: name,
        TemplateBody: JSON.stringify(template),
        ...more,
      }),
    );
    return this.finished(name);
  }

  async update(
    name: string,
    template: TemplateObject,
    more: Partial<UpdateStackCommandInput> = {},
  ): Promise<Stack> {
    await this.client.send(
      new UpdateStackCommand({
        StackName: name,
        TemplateBody: JSON.stringify(template),
        ...more,
      }),
    );
    return this.finished(name);
  }

  async plan(
    name: string,
    template: TemplateObject,
    more: Partial<CreateChangeSetCommandInput> = {},
  ): Promise<DescribeChangeSetCommandOutput> {
    const { Id } = await this.client.send(
      new CreateChangeSetCommand({
        StackName: name,
        ChangeSetName: 'plan',
        TemplateBody: JSON.stringify(template),
        ...more,
      }),
    );
    return until(
      () =>
        this.client.send(
          new DescribeChangeSetCommand({
            ChangeSetName: Id,
            IncludePropertyValues: true,
          }),
        ),
      ({ Status }) => Status === 'CREATE_COMPLETE' || Status === 'FAILED',
    );
  }

  async execute(changeSetId: string | undefined, name: string): Promise<Stack> {
    await this.client.send(
      new ExecuteChangeSetCommand({ ChangeSetName: changeSetId }),
    );
    return this.finished(name);
  }

  async stack(nameOrId: string): Promise<Stack> {
    const { Stacks = [] } = await this.client.send(
      new DescribeStacksCommand({ StackName: nameOrId }),
    );
    return Stacks[0];
  }

  /** Waits until the stack has this status, and returns it. */
  reaches(nameOrId: string, status: string): Promise<Stack> {
    return until(
      () => this.stack(nameOrId),
      ({ StackStatus }) => StackStatus === status,
    );
  }

  /** Waits until no operation is in progress on the stack, and returns it. */
  async finished(nameOrId: string): Promise<Stack> {
    // By id: a deleted stack cannot be found by its name.
    const { StackId = nameOrId } = await this.stack(nameOrId);
    return until(
      () => this.stack(StackId),
      ({ StackStatus = '' }) => !StackStatus.endsWith('_IN_PROGRESS'),
    );
  }

  /** Oldest first. */
  async events(nameOrId: string): Promise<StackEvent[]> {
    const events: StackEvent[] = [];
    for await (const page of paginateDescribeStackEvents(
      { client: this.client },
      { StackName: nameOrId },
    )) {
      events.push(...(page.StackEvents ?? []));
    }
    return events.reverse();
  }

  /** The stack's events as lines of `LogicalId STATUS`, oldest first. */
  async story(nameOrId: string): Promise<string[]> {
    const events = await this.events(nameOrId);
    return events.map(
      ({ LogicalResourceId, ResourceStatus }) =>
        `${LogicalResourceId} ${ResourceStatus}`,
    );
  }

  /** Resources of a type in the region of these tests. */
  resources(type: string) {
    return this.aws.world.list(REGION, type);
  }
}
