import {
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStacksCommand,
  waitUntilStackCreateComplete,
  waitUntilStackDeleteComplete,
} from '@aws-sdk/client-cloudformation';
import { ConfigReader } from '@backstage/config';
import {
  managedBy,
  stackName,
  stackTags,
} from '@streamflix/backstage-plugin-streamflix-common';
import {
  createAwsAccess,
  type AwsAccess,
} from '@streamflix/backstage-plugin-streamflix-node';
import {
  startLocalAws,
  type Call,
  type LocalAws,
  type ResourceFault,
} from '@streamflix/local-aws';

export const account = '000000000000';
const regions = ['eu-west-2', 'eu-central-1'];

/** The tags make a stack an environment; its content does not matter to the catalog. */
const TemplateBody = JSON.stringify({
  Resources: { Topic: { Type: 'AWS::SNS::Topic' } },
  Outputs: { ApiUrl: { Value: 'https://api.example.com/prod' } },
});

/** Local AWS with stacks that are created quickly. */
export class TestAws {
  /** Runs before each call; throws for calls that should fail. */
  beforeCall: (operation: string, call: Call) => void | Promise<void> =
    () => {};
  /** Fault of deletions, if any. */
  onDelete: () => ResourceFault | undefined = () => undefined;

  private constructor(
    private readonly aws: LocalAws,
    readonly config: object,
    readonly access: AwsAccess,
  ) {}

  static async start(): Promise<TestAws> {
    // Faults are requested before the instance exists.
    const self: { test?: TestAws } = {};
    const aws = await startLocalAws({
      port: 0,
      speed: 6000,
      faults: [
        {
          beforeCall: (_, operation, call) =>
            self.test?.beforeCall(operation, call),
          onResource: ({ operation }) =>
            operation === 'delete' ? self.test?.onDelete() : undefined,
        },
      ],
    });
    const config = {
      streamflix: {
        regions,
        aws: { endpoint: aws.url },
        operation: { pollInterval: { milliseconds: 20 } },
      },
      aws: {
        mainAccount: { accessKeyId: 'local', secretAccessKey: 'local' },
      },
    };
    const access = createAwsAccess({ config: new ConfigReader(config) });
    self.test = new TestAws(aws, config, access);
    return self.test;
  }

  stop = () => this.aws.stop();

  async create(suffix: string, region: string, owner = 'group:default/video') {
    const { cloudFormation } = await this.access.clients({ account, region });
    await cloudFormation.send(
      new CreateStackCommand({
        StackName: stackName(suffix),
        TemplateBody,
        Tags: Object.entries({
          [stackTags.suffix]: suffix,
          [stackTags.blueprint]: 'complete',
          [stackTags.version]: '0.1.0',
          [stackTags.owner]: owner,
          [stackTags.managedBy]: managedBy,
        }).map(([Key, Value]) => ({ Key, Value })),
      }),
    );
    await waitUntilStackCreateComplete(
      {
        client: cloudFormation,
        minDelay: 0.05,
        maxDelay: 0.1,
        maxWaitTime: 20,
      },
      { StackName: stackName(suffix) },
    );
    return { account, region, suffix };
  }

  /** Status of the stack; undefined when there is none. */
  async statusOf({ region, suffix }: { region: string; suffix: string }) {
    const { cloudFormation } = await this.access.clients({ account, region });
    const { Stacks = [] } = await cloudFormation.send(
      new DescribeStacksCommand({}),
    );
    return Stacks.find(({ StackName }) => StackName === stackName(suffix))
      ?.StackStatus;
  }

  /** Starts a deletion, and optionally waits for its end. */
  async remove(
    { region, suffix }: { region: string; suffix: string },
    options: { wait: boolean } = { wait: true },
  ) {
    const { cloudFormation } = await this.access.clients({ account, region });
    await cloudFormation.send(
      new DeleteStackCommand({ StackName: stackName(suffix) }),
    );
    if (options.wait) {
      await waitUntilStackDeleteComplete(
        {
          client: cloudFormation,
          minDelay: 0.05,
          maxDelay: 0.1,
          maxWaitTime: 20,
        },
        { StackName: stackName(suffix) },
      );
    }
  }
}
