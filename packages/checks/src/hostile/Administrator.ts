import { setTimeout as sleep } from 'node:timers/promises';
import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteChangeSetCommand,
  DeleteStackCommand,
  DescribeChangeSetCommand,
  DescribeStackEventsCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  GetTemplateCommand,
  ListChangeSetsCommand,
  ListStacksCommand,
} from '@aws-sdk/client-cloudformation';
import {
  CreateSecretCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';

export const region = 'eu-central-1';

// No policy applies to the root user.
const credentials = { accessKeyId: 'root', secretAccessKey: 'root' };

/** An administrator of the AWS account that is attacked, who does not use StreamFlix. */
export class Administrator {
  readonly cloudFormation: CloudFormationClient;
  readonly #secrets: SecretsManagerClient;

  constructor(endpoint: string) {
    const options = { region, endpoint, credentials };
    this.cloudFormation = new CloudFormationClient(options);
    this.#secrets = new SecretsManagerClient(options);
  }

  /** The secrets of others that attackers want to read. */
  async createSecrets(): Promise<void> {
    for (const Name of ['payments/prod/master-key', 'streamflix/content']) {
      await this.#secrets.send(
        new CreateSecretCommand({ Name, SecretString: '{"key":"value"}' }),
      );
    }
  }

  /** Waits until a change set can be executed. */
  async awaitPlan(changeSetArn: string): Promise<void> {
    for (;;) {
      const { Status } = await this.cloudFormation.send(
        new DescribeChangeSetCommand({ ChangeSetName: changeSetArn }),
      );
      if (Status === 'CREATE_COMPLETE') return;
      await sleep(50);
    }
  }

  /** Deletes the plans that were not executed, so that the next check does not reach their limit. */
  async deletePlans(): Promise<void> {
    const { cloudFormation: client } = this;
    const { StackSummaries = [] } = await client.send(
      new ListStacksCommand({}),
    );
    for (const { StackId: StackName, StackStatus } of StackSummaries) {
      if (StackStatus === 'DELETE_COMPLETE') continue;
      const { Summaries = [] } = await client.send(
        new ListChangeSetsCommand({ StackName }),
      );
      for (const { ChangeSetId, ExecutionStatus } of Summaries) {
        if (ExecutionStatus !== 'AVAILABLE') continue;
        await client.send(
          new DeleteChangeSetCommand({ ChangeSetName: ChangeSetId }),
        );
      }
      if (StackStatus === 'REVIEW_IN_PROGRESS') {
        await client.send(new DeleteStackCommand({ StackName }));
      }
    }
  }

  /** Everything AWS returns about an environment; `undefined` when it does not exist. */
  async snapshot(suffix: string): Promise<unknown> {
    const StackName = `streamflix-${suffix}`;
    const { cloudFormation: client } = this;
    try {
      const [stacks, template, resources, events] = await Promise.all([
        client.send(new DescribeStacksCommand({ StackName })),
        client.send(new GetTemplateCommand({ StackName })),
        client.send(new DescribeStackResourcesCommand({ StackName })),
        client.send(new DescribeStackEventsCommand({ StackName })),
      ]);
      // A change set counts as an operation, but changes nothing.
      const [{ LastOperations: _, ...stack }] = stacks.Stacks ?? [];
      return JSON.parse(
        JSON.stringify({
          stack,
          template: template.TemplateBody,
          resources: resources.StackResources,
          events: events.StackEvents,
        }),
      );
    } catch (error) {
      if (error instanceof Error && /does not exist/.test(error.message)) {
        return undefined;
      }
      throw error;
    }
  }

  /** A stack created by an administrator of the account, with StreamFlix's tags. */
  async makeStack(
    suffix: string,
    options: {
      tags?: Record<string, string>;
      template?: object;
    } = {},
  ): Promise<void> {
    const { tags = {}, template } = options;
    const all: Record<string, string> = {
      'streamflix:managed-by': 'backstage',
      'streamflix:suffix': suffix,
      'streamflix:blueprint': 'video-pipeline',
      ...tags,
    };
    await this.cloudFormation.send(
      new CreateStackCommand({
        StackName: `streamflix-${suffix}`,
        TemplateBody: JSON.stringify(
          template ?? {
            Resources: {
              Queue: {
                Type: 'AWS::SQS::Queue',
                // The portal may delete only what has a name of an environment.
                Properties: { QueueName: `dead-letters-${suffix}` },
              },
            },
          },
        ),
        Tags: Object.entries(all).map(([Key, Value]) => ({ Key, Value })),
      }),
    );
    for (;;) {
      const { Stacks = [] } = await this.cloudFormation.send(
        new DescribeStacksCommand({ StackName: `streamflix-${suffix}` }),
      );
      if (Stacks[0]?.StackStatus === 'CREATE_COMPLETE') return;
    }
  }
}
