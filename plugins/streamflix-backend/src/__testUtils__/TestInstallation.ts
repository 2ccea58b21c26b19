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
import type {
  EnvironmentInput,
  EnvironmentRef,
} from '@streamflix/backstage-plugin-streamflix-common';
import {
  createAwsAccess,
  deployEnvironment,
  destroyEnvironment,
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

  async destroy(ref: EnvironmentRef): Promise<void> {
    const token = `destroy-${ref.suffix}`;
    const { outcome, sentence } = await destroyEnvironment(this.access, {
      ref,
      token,
    });
    if (outcome !== 'destroyed') throw new Error(sentence);
  }
}
