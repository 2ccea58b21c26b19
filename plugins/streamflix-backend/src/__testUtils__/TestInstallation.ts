import { randomUUID } from 'node:crypto';
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
  TerminalAuthorizer,
  type AwsAccess,
} from '@streamflix/backstage-plugin-streamflix-node';
import { startLocalAws, type LocalAws } from '@streamflix/local-aws';
import { OutcomePublisher } from '../outcomes/OutcomePublisher';
import { streamflixPlugin } from '../plugin';
import { CallRecorder } from './CallRecorder';

export const account = '000000000000';

const { reconcile } = OutcomePublisher.prototype;

/** A local AWS emulator, and backends that use it. */
export class TestInstallation {
  private constructor(
    readonly aws: LocalAws,
    readonly access: AwsAccess,
    readonly recorder: CallRecorder,
    private readonly config: object,
  ) {}

  /** @param options.speed - simulated seconds per real second */
  static async start({ speed = 6000 } = {}): Promise<TestInstallation> {
    const recorder = new CallRecorder();
    // Twelve simulated seconds: polling more often would be most of what a test computes.
    const milliseconds = Math.min(Math.max(12_000 / speed, 20), 100);
    const aws = await startLocalAws({
      port: 0,
      speed,
      faults: [recorder],
    });
    const config = {
      streamflix: {
        regions: ['eu-west-2', 'eu-central-1'],
        aws: { endpoint: aws.url },
        operation: { pollInterval: { milliseconds } },
      },
      aws: {
        mainAccount: { accessKeyId: 'local', secretAccessKey: 'local' },
      },
    };
    const access = createAwsAccess({ config: new ConfigReader(config) });
    return new TestInstallation(aws, access, recorder, config);
  }

  /** Starts a backend with this plugin and the given features. */
  async startBackend(
    options: {
      features?: BackendFeature[];
      config?: object;
      /** Whether it collects the status of all environments at startup. */
      collects?: boolean;
      /** Replaces the scheduler that runs tasks only at backend startup. */
      scheduler?: BackendFeature;
      /** Whether it publishes outcomes, which makes calls to AWS in addition to those a test may count. */
      publishes?: boolean;
    } = {},
  ) {
    OutcomePublisher.prototype.reconcile = options.publishes
      ? reconcile
      : async () => {};
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
        options.scheduler ??
          mockServices.scheduler.factory({
            skipTaskRunOnStartup: !options.collects,
          }),
        ...(options.features ?? []),
      ],
    });
    if (!events) throw new Error('The backend has no events service.');
    return { server: backend.server, stop: () => backend.stop(), events };
  }

  /** Deploys as the terminal does, and expects success. */
  async deploy(
    input: Pick<EnvironmentInput, 'suffix' | 'region' | 'owner'> &
      Partial<EnvironmentInput>,
    signal?: AbortSignal,
  ): Promise<EnvironmentRef> {
    const { outcome, message, ref } = await deployEnvironment(this.access, {
      input: { blueprint: 'video-pipeline', ...input },
      token: randomUUID(),
      authorizer: this.terminal,
      signal,
    });
    if (outcome !== 'created' && outcome !== 'updated') {
      throw new Error(message);
    }
    return ref;
  }

  /**
   * Creates the stack of an environment without a change set: a single queue, with the tags that identify environments.
   *
   * @returns its ARN, once it is created
   */
  async createStack(
    ref: EnvironmentRef,
    more: {
      owner?: string;
      outputs?: Record<string, string>;
      /** Client request token. */
      token?: string;
    } = {},
  ): Promise<string> {
    const { owner, outputs = {}, token } = more;
    const tags = {
      [stackTags.suffix]: ref.suffix,
      [stackTags.managedBy]: managedBy,
      ...(owner && { [stackTags.owner]: owner }),
    };
    await this.cloudFormation(ref, {
      Action: 'CreateStack',
      ...(token && { ClientRequestToken: token }),
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

  /** Deletes the stack of an environment and waits until it is deleted. */
  async deleteStack(ref: EnvironmentRef): Promise<void> {
    await this.startDeletion(ref);
    while (await findEnvironment(this.access, ref)) await sleep(50);
  }

  /** Starts to delete a stack. */
  async startDeletion(ref: EnvironmentRef): Promise<void> {
    await this.cloudFormation(ref, { Action: 'DeleteStack' });
  }

  private async cloudFormation(
    { region, suffix }: EnvironmentRef,
    parameters: Record<string, string>,
  ): Promise<string> {
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
    const answer = await response.text();
    if (!response.ok) throw new Error(answer);
    return answer;
  }

  /** Destroys as the terminal does. */
  async destroy(ref: EnvironmentRef): Promise<void> {
    const { outcome, message } = await destroyEnvironment(this.access, {
      ref,
      token: randomUUID(),
      authorizer: this.terminal,
    });
    if (outcome !== 'destroyed') throw new Error(message);
  }

  /** Names of the change sets of a stack that were not executed. */
  async changeSetsOf(ref: EnvironmentRef): Promise<string[]> {
    const answer = await this.cloudFormation(ref, { Action: 'ListChangeSets' });
    return [...answer.matchAll(/<ChangeSetName>(streamflix-review-.+?)</g)].map(
      ([, name]) => name,
    );
  }

  /** The requester in the terminal. */
  get terminal() {
    return new TerminalAuthorizer(this.access, {
      account,
      region: 'eu-central-1',
    });
  }
}
