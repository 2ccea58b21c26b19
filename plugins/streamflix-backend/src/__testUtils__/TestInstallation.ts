import { setTimeout as sleep } from 'node:timers/promises';
import {
  createBackendModule,
  type BackendFeature,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import {
  eventsServiceRef,
  type EventsService,
} from '@backstage/plugin-events-node';
import {
  managedBy,
  stackName,
  stackTags,
  type EnvironmentInput,
  type EnvironmentRef,
} from '@streamflix/backstage-plugin-streamflix-common';
import {
  createAwsAccess,
  deployEnvironment,
  destroyEnvironment,
  findEnvironment,
  planEnvironment,
  type AwsAccess,
} from '@streamflix/backstage-plugin-streamflix-node';
import { startLocalAws, type LocalAws } from '@streamflix/local-aws';
import { streamflixPlugin } from '../plugin';
import { CallRecorder } from './CallRecorder';

export const account = '000000000000';

/** An AWS on localhost, and backends that use it. */
export class TestInstallation {
  private constructor(
    readonly aws: LocalAws,
    readonly access: AwsAccess,
    readonly recorder: CallRecorder,
    private readonly config: object,
  ) {}

  static async start(): Promise<TestInstallation> {
    const recorder = new CallRecorder();
    const aws = await startLocalAws({
      port: 0,
      speed: 6000,
      faults: [recorder],
    });
    const config = {
      streamflix: {
        regions: ['eu-west-2', 'eu-central-1'],
        aws: { endpoint: aws.url },
      },
      aws: {
        mainAccount: { accessKeyId: 'local', secretAccessKey: 'local' },
      },
    };
    const access = createAwsAccess({ config: new ConfigReader(config) });
    return new TestInstallation(aws, access, recorder, config);
  }

  /** A running backend with this plugin, and what else is given. */
  async startBackend(
    options: {
      features?: BackendFeature[];
      config?: object;
      /** Whether it collects the status of everything as it starts. */
      collects?: boolean;
    } = {},
  ) {
    let events: EventsService | undefined;
    const listener = createBackendModule({
      pluginId: 'streamflix',
      moduleId: 'test-events',
      register: env =>
        env.registerInit({
          deps: { service: eventsServiceRef },
          async init({ service }) {
            events = service;
          },
        }),
    });
    const backend = await startTestBackend({
      features: [
        streamflixPlugin,
        listener,
        mockServices.rootConfig.factory({
          data: { ...this.config, ...options.config },
        }),
        mockServices.scheduler.factory({
          skipTaskRunOnStartup: !options.collects,
        }),
        ...(options.features ?? []),
      ],
    });
    if (!events) throw new Error('The backend has no events service.');
    return { server: backend.server, stop: () => backend.stop(), events };
  }

  async deploy(
    input: Pick<EnvironmentInput, 'suffix' | 'region' | 'owner'> &
      Partial<EnvironmentInput>,
    signal?: AbortSignal,
  ): Promise<EnvironmentRef> {
    const plan = await planEnvironment(this.access, {
      input: { blueprint: 'video-pipeline', ...input },
      token: input.suffix,
    });
    const { outcome, sentence } = await deployEnvironment(this.access, {
      plan,
      token: input.suffix,
      signal,
    });
    if (outcome !== 'created') throw new Error(sentence);
    return plan.ref;
  }

  /**
   * Creates the stack of an environment without planning one: a single queue, with the tags by which environments are found.
   *
   * @returns its ARN, once it is created
   */
  async createStack(
    ref: EnvironmentRef,
    more: { owner?: string; outputs?: Record<string, string> } = {},
  ): Promise<string> {
    const { owner, outputs = {} } = more;
    const tags = {
      [stackTags.suffix]: ref.suffix,
      [stackTags.managedBy]: managedBy,
      ...(owner && { [stackTags.owner]: owner }),
    };
    await this.cloudFormation(ref, {
      Action: 'CreateStack',
      TemplateBody: JSON.stringify({
        Resources: { Queue: { Type: 'AWS::SQS::Queue' } },
        Outputs: Object.fromEntries(
          Object.entries(outputs).map(([key, Value]) => [key, { Value }]),
        ),
      }),
      ...Object.fromEntries(
        Object.entries(tags).flatMap(([Key, Value], index) => [
          [`Tags.member.${index + 1}.Key`, Key],
          [`Tags.member.${index + 1}.Value`, Value],
        ]),
      ),
    });
    for (;;) {
      const found = await findEnvironment(this.access, ref);
      if (found?.stack.status === 'CREATE_COMPLETE') {
        return found.stack.stackArn;
      }
      await sleep(50);
    }
  }

  /** Deletes the stack of an environment, and waits until it is gone. */
  async deleteStack(ref: EnvironmentRef): Promise<void> {
    await this.cloudFormation(ref, { Action: 'DeleteStack' });
    while (await findEnvironment(this.access, ref)) await sleep(50);
  }

  private async cloudFormation(
    { region, suffix }: EnvironmentRef,
    parameters: Record<string, string>,
  ): Promise<void> {
    const response = await fetch(this.aws.url, {
      method: 'POST',
      headers: {
        authorization: `AWS4-HMAC-SHA256 Credential=local/20260101/${region}/cloudformation/aws4_request`,
      },
      body: new URLSearchParams({
        Version: '2010-05-15',
        StackName: stackName(suffix),
        ...parameters,
      }),
    });
    if (!response.ok) throw new Error(await response.text());
  }

  async destroy(ref: EnvironmentRef): Promise<void> {
    const token = `destroy-${ref.suffix}`;
    const { outcome, sentence } = await destroyEnvironment(this.access, {
      ref,
      token,
    });
    if (outcome !== 'destroyed') throw new Error(sentence);
  }
}
