import { deepStrictEqual as same, match, ok } from 'node:assert';
import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteChangeSetCommand,
  DeleteStackCommand,
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
import { entityName } from '@streamflix/backstage-plugin-streamflix-common';
import { startLocalAws, type LocalAws } from '@streamflix/local-aws';
import { CountingProxy } from '../bench/CountingProxy';
import { RealBackend } from '../realBackend/RealBackend';
import type { ScaffolderApi, TaskEnd } from '../realBackend/ScaffolderApi';
import { attackTemplates } from './attackTemplates';

export const region = 'eu-central-1';

/** The users of the example: ada and grace are in group video, alan in group content; the guest is in platform and video. */
export type UserName = 'ada' | 'grace' | 'alan' | 'guest';

/** The environment that ada's team owns and that the others attack. */
export const victim = {
  suffix: 'victim',
  region,
  blueprint: 'video-pipeline',
  owner: 'group:default/video',
};

/** A request that alan is allowed to make. */
export const ownRequest = (suffix: string) => ({
  suffix,
  region,
  blueprint: 'video-pipeline',
  owner: 'group:default/content',
});

export const entityRefOf = (suffix: string) =>
  `resource:default/${entityName({ suffix, region })}`;

const credentials = { accessKeyId: 'administrator', secretAccessKey: 'none' };

/** A real backend with three users' real tokens, and an AWS that they attack through it. */
export class World {
  #names = 0;

  private constructor(
    readonly aws: LocalAws,
    readonly proxy: CountingProxy,
    readonly backend: RealBackend,
    /** With the permissions of an AWS account administrator. */
    readonly cloudFormation: CloudFormationClient,
  ) {}

  /** @param options.isAllowed - whether permissions are switched off, so that only StreamFlix's own checks apply */
  static async open(options: { isAllowed: boolean }): Promise<World> {
    const aws = await startLocalAws({ speed: 6000 });
    const direct = { region, endpoint: aws.url, credentials };
    const secrets = new SecretsManagerClient(direct);
    for (const Name of ['payments/prod/master-key', 'streamflix/content']) {
      await secrets.send(
        new CreateSecretCommand({ Name, SecretString: '{"key":"value"}' }),
      );
    }
    const proxy = await CountingProxy.start(aws.url);
    const backend = await RealBackend.start({
      endpoint: proxy.url,
      templates: attackTemplates,
      config: {
        ...(options.isAllowed && { permission: { enabled: false } }),
        streamflix: {
          regions: [region],
          aws: { endpoint: proxy.url },
          // The attacks do not wait for it.
          refreshInterval: { seconds: 600 },
        },
      },
    }).catch(async (error: unknown) => {
      await proxy.stop();
      await aws.stop();
      throw error;
    });
    const world = new World(
      aws,
      proxy,
      backend,
      new CloudFormationClient(direct),
    );
    const created = await world.run('ada', 'raw-deploy', victim);
    same(created.status, 'completed', created.error);
    return world;
  }

  async close(): Promise<void> {
    await this.backend.dispose();
    await this.proxy.stop();
    await this.aws.stop();
  }

  as(user: UserName): ScaffolderApi {
    return this.backend.as(user);
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

  /** A new suffix. */
  newSuffix(): string {
    this.#names += 1;
    return `try-${this.#names}`;
  }

  /** Runs a template until it ends. */
  async run(
    user: UserName,
    template: string,
    values: object,
    secrets?: Record<string, string>,
  ): Promise<TaskEnd & { id: string }> {
    const api = this.as(user);
    const id = await api.createTask(template, values, secrets);
    return { id, ...(await api.waitForTask(id)) };
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

  /**
   * An attack on an environment: it is refused, the environment is unchanged byte for byte, and the audit log contains a failed
   * event with the attacker's name.
   */
  async refuses(
    attack: () => Promise<TaskEnd>,
    expected: {
      message: RegExp;
      attacker?: UserName;
      /** Suffix of the attacked environment. */
      suffix?: string;
      /** Id of the failed audit event; `task` is the scaffolder's own, if it refuses the input before an action runs. */
      event?: string;
      /** Number of failed audit events. */
      failures?: number;
    },
  ): Promise<void> {
    const {
      message,
      attacker = 'alan',
      suffix = victim.suffix,
      event = 'environment-deploy',
      failures = 1,
    } = expected;
    const before = await this.snapshot(suffix);
    const audited = this.backend.auditEvents.length;
    const { status, error = '' } = await attack();
    same(status, 'failed', `The attack succeeded.`);
    match(error, message);
    ok(!/\n\s+at /.test(error), `The refusal has a stack trace: ${error}`);
    same(await this.snapshot(suffix), before);
    const failed = this.backend.auditEvents
      .slice(audited)
      .filter(
        ({ eventId, status: ended, plugin }) =>
          eventId === event && ended === 'failed' && plugin === 'scaffolder',
      );
    same(
      failed.length,
      failures,
      `${failed.length} failed audit events of ${event}`,
    );
    const { initiator, createdBy } = failed[0].meta ?? {};
    same(initiator ?? createdBy, `user:default/${attacker}`);
  }

  /** The control of an attack: the same request succeeds for an authorized user. */
  async succeeds(act: () => Promise<TaskEnd>): Promise<TaskEnd> {
    const end = await act();
    same(end.status, 'completed', end.error);
    return end;
  }

  /** Asserts that a request is refused. @returns the text of the response */
  async denies(
    request: () => Promise<unknown>,
    status: number | readonly number[],
  ): Promise<string> {
    const expected = [status].flat();
    try {
      await request();
    } catch (error) {
      const refused = error as { status?: number; message: string };
      ok(
        refused.status !== undefined && expected.includes(refused.status),
        `Expected ${expected.join(' or ')}: ${refused.message}`,
      );
      return refused.message;
    }
    throw new Error('The request was answered.');
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
            Resources: { Queue: { Type: 'AWS::SQS::Queue' } },
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
