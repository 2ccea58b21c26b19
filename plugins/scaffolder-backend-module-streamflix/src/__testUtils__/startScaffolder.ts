import { setTimeout as sleep } from 'node:timers/promises';
import {
  coreServices,
  createServiceFactory,
  type BackendFeature,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import {
  DefaultEventsService,
  eventsServiceRef,
  type EventParams,
} from '@backstage/plugin-events-node';
import {
  AuthorizeResult,
  type DefinitivePolicyDecision,
} from '@backstage/plugin-permission-common';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import type { TemplateEntityV1beta3 } from '@backstage/plugin-scaffolder-common';
import type { JsonObject } from '@backstage/types';
import { environmentTopic } from '@streamflix/backstage-plugin-streamflix-common';
import request from 'supertest';
import { scaffolderModuleStreamflix } from '../module';
import { attentiveCatalog } from './attentiveCatalog';
import { awsConfig } from './awsConfig';

/**
 * A policy that denies some permissions. In the place of the permission backend: the test backend's tokens do not say on
 * whose behalf a plugin asks, and without that it answers no conditional requests.
 */
const policy = (denied: string[]) => {
  const judge = async (
    requests: { permission: { name: string } }[],
  ): Promise<DefinitivePolicyDecision[]> =>
    requests.map(({ permission }) => ({
      result: denied.includes(permission.name)
        ? AuthorizeResult.DENY
        : AuthorizeResult.ALLOW,
    }));
  return mockServices.permissions.mock({
    authorize: judge,
    authorizeConditional: judge,
  }).factory;
};

/** The end of a task, as the scaffolder tells it. */
export interface TaskEnd {
  status: string;
  output: JsonObject & { links?: JsonObject[]; text?: JsonObject[] };
  /** What the person reads when it failed. */
  error?: string;
  /** Lines of the task's log. */
  log: string[];
}

interface TaskEvent {
  type: string;
  body: JsonObject;
}

const linesOf = (events: TaskEvent[]) =>
  events
    .filter(({ type }) => type === 'log')
    .flatMap(({ body }) => String(body.message).split('\n'));

/** The scaffolder with our module in it, over HTTP. */
export interface Scaffolder {
  /** Runs a template for real, to its end. */
  run(template: TemplateEntityV1beta3, values: JsonObject): Promise<TaskEnd>;
  /** Begins to run a template for real; answers the task's id. */
  start(template: TemplateEntityV1beta3, values: JsonObject): Promise<string>;
  /** Waits until the task's log has such a line. */
  seen(taskId: string, line: RegExp): Promise<void>;
  /** Waits for the task's end. */
  end(taskId: string): Promise<TaskEnd>;
  cancel(taskId: string): Promise<void>;
  retry(taskId: string): Promise<void>;
  dryRun(
    template: TemplateEntityV1beta3,
    values: JsonObject,
  ): Promise<request.Response>;
  get(path: string): Promise<request.Response>;
  /** What was told on the topic of environments. */
  events: unknown[];
  stop(): Promise<void>;
}

/**
 * Starts the scaffolder with our module, against a local AWS.
 *
 * @param options.denied - names of permissions the user does not have
 */
export async function startScaffolder(options: {
  endpoint: string;
  /** What the catalog holds: the templates that will be run, above all. */
  entities?: Entity[];
  denied?: string[];
  /** What the user owns things through. */
  owns?: string[];
  /** Plugins that are installed as well. */
  features?: BackendFeature[];
  /** `streamflix.notifications`. */
  notifications?: boolean;
}): Promise<Scaffolder> {
  const { endpoint, entities = [], denied = [] } = options;
  const { owns = ['user:default/mock', 'group:default/video'] } = options;
  const events: unknown[] = [];
  const bus = DefaultEventsService.create({
    logger: mockServices.logger.mock(),
    useEventBus: 'never',
  });
  await bus.forPlugin('test').subscribe({
    id: 'test',
    topics: [environmentTopic],
    onEvent: async ({ eventPayload }: EventParams) => {
      events.push(eventPayload);
    },
  });
  const aws = awsConfig(endpoint);
  const { notifications } = options;
  const data = {
    ...aws,
    app: { baseUrl: 'http://localhost:3000' },
    streamflix: { ...aws.streamflix, notifications },
  };
  const backend = await startTestBackend({
    features: [
      scaffolderPlugin,
      scaffolderModuleStreamflix,
      mockServices.rootConfig.factory({ data }),
      createServiceFactory({
        service: catalogServiceRef,
        deps: {},
        factory: () => attentiveCatalog(entities, () => events),
      }),
      policy(denied),
      ...(options.features ?? []),
      createServiceFactory({
        service: coreServices.userInfo,
        deps: {},
        factory: () =>
          mockServices.userInfo({
            userEntityRef: 'user:default/mock',
            ownershipEntityRefs: owns,
          }),
      }),
      createServiceFactory({
        service: eventsServiceRef,
        deps: {},
        factory: () => bus.forPlugin('scaffolder'),
      }),
    ],
  });

  const tasks = '/api/scaffolder/v2/tasks';

  async function start(template: TemplateEntityV1beta3, values: JsonObject) {
    const created = await request(backend.server)
      .post(tasks)
      .send({
        templateRef: `template:default/${template.metadata.name}`,
        values,
      });
    if (created.status !== 201) {
      throw new Error(`${created.status}: ${created.text}`);
    }
    return String(created.body.id);
  }

  async function history(taskId: string): Promise<TaskEvent[]> {
    const path = `${tasks}/${taskId}/events`;
    return (await request(backend.server).get(path)).body;
  }

  async function end(taskId: string): Promise<TaskEnd> {
    for (;;) {
      const { body } = await request(backend.server).get(`${tasks}/${taskId}`);
      if (!['open', 'processing'].includes(body.status)) {
        const past = await history(taskId);
        const last = past.findLast(({ type }) => type === 'completion');
        const error = last?.body.error as JsonObject | undefined;
        return {
          status: body.status,
          output: (last?.body.output ?? {}) as TaskEnd['output'],
          error: error && String(error.message),
          log: linesOf(past),
        };
      }
      await sleep(100);
    }
  }

  return {
    start,
    end,
    events,
    run: async (template, values) => end(await start(template, values)),
    async seen(taskId, line) {
      while (!linesOf(await history(taskId)).some(text => line.test(text))) {
        await sleep(50);
      }
    },
    async cancel(taskId) {
      await request(backend.server)
        .post(`${tasks}/${taskId}/cancel`)
        .expect(200);
    },
    async retry(taskId) {
      await request(backend.server)
        .post(`${tasks}/${taskId}/retry`)
        .send({ secrets: {} })
        .expect(201);
    },
    stop: () => backend.stop(),
    get: async path => request(backend.server).get(path),
    dryRun: async (template, values) =>
      request(backend.server)
        .post('/api/scaffolder/v2/dry-run')
        .send({ template, values, directoryContents: [] }),
  };
}
