import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  DefaultEventsService,
  eventsServiceRef,
  type EventParams,
} from '@backstage/plugin-events-node';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import type { TemplateEntityV1beta3 } from '@backstage/plugin-scaffolder-common';
import type { JsonObject } from '@backstage/types';
import { environmentTopic } from '@streamflix/backstage-plugin-streamflix-common';
import request from 'supertest';
import { scaffolderModuleStreamflix } from '../module';
import { awsConfig } from './awsConfig';

/**
 * A policy that denies some permissions. In the place of the permission backend: the test backend's tokens do not say on
 * whose behalf a plugin asks, and without that it answers no conditional requests.
 */
const policy = (denied: string[]) => {
  const judge = async (requests: { permission: { name: string } }[]) =>
    requests.map(({ permission }) => ({
      result: denied.includes(permission.name)
        ? (AuthorizeResult.DENY as const)
        : (AuthorizeResult.ALLOW as const),
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

/** The scaffolder with our module in it, over HTTP. */
export interface Scaffolder {
  /** Runs a template for real, to its end. */
  run(template: TemplateEntityV1beta3, values: JsonObject): Promise<TaskEnd>;
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
}): Promise<Scaffolder> {
  const { endpoint, entities = [], denied = [] } = options;
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
  const backend = await startTestBackend({
    features: [
      scaffolderPlugin,
      scaffolderModuleStreamflix,
      mockServices.rootConfig.factory({ data: awsConfig(endpoint) }),
      catalogServiceMock.factory({ entities }),
      policy(denied),
      createServiceFactory({
        service: coreServices.userInfo,
        deps: {},
        factory: () =>
          mockServices.userInfo({
            userEntityRef: 'user:default/mock',
            ownershipEntityRefs: ['user:default/mock', 'group:default/video'],
          }),
      }),
      createServiceFactory({
        service: eventsServiceRef,
        deps: {},
        factory: () => bus.forPlugin('scaffolder'),
      }),
    ],
  });

  async function run(template: TemplateEntityV1beta3, values: JsonObject) {
    const created = await request(backend.server)
      .post('/api/scaffolder/v2/tasks')
      .send({
        templateRef: `template:default/${template.metadata.name}`,
        values,
      });
    if (created.status !== 201) {
      throw new Error(`${created.status}: ${created.text}`);
    }
    const path = `/api/scaffolder/v2/tasks/${created.body.id}`;
    for (;;) {
      const { body: task } = await request(backend.server).get(path);
      if (!['open', 'processing'].includes(task.status)) {
        const { body } = await request(backend.server).get(`${path}/events`);
        const history: { type: string; body: JsonObject }[] = body;
        const completion = history.find(({ type }) => type === 'completion');
        const error = completion?.body.error as JsonObject | undefined;
        return {
          status: task.status,
          output: (completion?.body.output ?? {}) as TaskEnd['output'],
          error: error && String(error.message),
          log: history
            .filter(({ type }) => type === 'log')
            .map(event => String(event.body.message)),
        };
      }
      await new Promise(resolve => setTimeout(resolve, 100));
    }
  }

  return {
    run,
    events,
    stop: () => backend.stop(),
    get: async path => request(backend.server).get(path),
    dryRun: async (template, values) =>
      request(backend.server)
        .post('/api/scaffolder/v2/dry-run')
        .send({ template, values, directoryContents: [] }),
  };
}
