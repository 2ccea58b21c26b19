import { setTimeout as sleep } from 'node:timers/promises';
import {
  coreServices,
  createServiceFactory,
  type BackendFeature,
  type RootLoggerService,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import {
  DefaultEventsService,
  eventsServiceRef,
  type EventParams,
} from '@backstage/plugin-events-node';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import type { TemplateEntityV1beta3 } from '@backstage/plugin-scaffolder-common';
import type { JsonObject } from '@backstage/types';
import {
  operationTopic,
  type OperationSeen,
} from '@streamflix/backstage-plugin-streamflix-common';
import request from 'supertest';
import { scaffolderModuleStreamflix } from '../module';
import { awsConfig } from './awsConfig';
import { RecordedAuditor, type RecordedEvent } from './RecordedAuditor';
import { testCatalog } from './testCatalog';
import { oneUser, servicesFor, type TestUsers } from './testUsers';

/** The result of a task, as the scaffolder shows it. */
export interface TaskEnd {
  status: string;
  output: JsonObject & { links?: JsonObject[]; text?: JsonObject[] };
  /** The message the user sees when it failed. */
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

/** A template to run: with an entity in the catalog, or as a user writes it. */
type Template = TemplateEntityV1beta3;

/** The scaffolder with our module, over HTTP. Requests are from the mock user by default. */
export interface Scaffolder {
  /** Runs a template to its end, not as a dry run. */
  run(template: Template, values: JsonObject, user?: string): Promise<TaskEnd>;
  /** Starts a template, not as a dry run; returns the task id. */
  start(
    template: Template,
    values: JsonObject,
    options?: { user?: string; secrets?: Record<string, string> },
  ): Promise<string>;
  /** Waits until the task's log has a matching line. */
  seen(taskId: string, line: RegExp): Promise<void>;
  /** Waits for the end of the task. */
  end(taskId: string): Promise<TaskEnd>;
  cancel(taskId: string): Promise<void>;
  retry(taskId: string, user?: string): Promise<void>;
  dryRun(
    template: Template,
    values: JsonObject,
    user?: string,
  ): Promise<request.Response>;
  get(path: string): Promise<request.Response>;
  /** Operations that were published as seen. */
  operations: OperationSeen[];
  /** Audit events of our actions; with another prefix, those of the scaffolder. */
  audits(prefix?: string): RecordedEvent[];
  /** Lines of the backend's own log. */
  backendLog: string[];
  stop(): Promise<void>;
}

/** A root logger that records every line with its metadata. */
function recordingLogger(lines: string[]): RootLoggerService {
  const take = (message: string, meta?: unknown) =>
    void lines.push(
      `${message} ${
        meta instanceof Error ? meta.stack : JSON.stringify(meta ?? '')
      }`,
    );
  const logger: RootLoggerService = {
    error: take,
    warn: take,
    info: take,
    debug: take,
    child: () => logger,
  };
  return logger;
}

/**
 * Starts the scaffolder with our module, against local AWS.
 *
 * @param options.entities - catalog entities in addition to users and groups, in particular the templates to run
 */
export async function startScaffolder(options: {
  endpoint: string;
  entities?: Entity[];
  users?: TestUsers;
  /** Additional plugins. */
  features?: BackendFeature[];
}): Promise<Scaffolder> {
  const { endpoint, entities = [], users = oneUser, features = [] } = options;
  const operations: OperationSeen[] = [];
  const backendLog: string[] = [];
  const auditor = new RecordedAuditor();
  const bus = DefaultEventsService.create({
    logger: mockServices.logger.mock(),
    useEventBus: 'never',
  });
  await bus.forPlugin('test').subscribe({
    id: 'test',
    topics: [operationTopic],
    onEvent: async ({ eventPayload }: EventParams) => {
      operations.push(eventPayload as OperationSeen);
    },
  });
  const { permissions, userInfo } = servicesFor(users);
  const backend = await startTestBackend({
    features: [
      scaffolderPlugin,
      scaffolderModuleStreamflix,
      mockServices.rootConfig.factory({
        data: {
          ...awsConfig(endpoint),
          app: { baseUrl: 'http://localhost:3000' },
        },
      }),
      createServiceFactory({
        service: catalogServiceRef,
        deps: {},
        factory: () => testCatalog(entities, () => operations),
      }),
      createServiceFactory({
        service: coreServices.permissions,
        deps: {},
        factory: () => permissions,
      }),
      createServiceFactory({
        service: coreServices.userInfo,
        deps: {},
        factory: () => userInfo,
      }),
      createServiceFactory({
        service: coreServices.auditor,
        deps: {},
        factory: () => auditor,
      }),
      createServiceFactory({
        service: coreServices.rootLogger,
        deps: {},
        factory: () => recordingLogger(backendLog),
      }),
      createServiceFactory({
        service: eventsServiceRef,
        deps: {},
        factory: () => bus.forPlugin('scaffolder'),
      }),
      ...features,
    ],
  });

  const authorization = (user = 'user:default/mock') =>
    mockCredentials.user.header(user);
  const tasks = '/api/scaffolder/v2/tasks';

  async function start(
    template: Template,
    values: JsonObject,
    { user, secrets }: { user?: string; secrets?: Record<string, string> } = {},
  ) {
    const created = await request(backend.server)
      .post(tasks)
      .set('Authorization', authorization(user))
      .send({
        templateRef: `template:default/${template.metadata.name}`,
        values,
        secrets,
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
    operations,
    backendLog,
    audits: (prefix = 'environment-') =>
      auditor.events.filter(({ eventId }) => eventId.startsWith(prefix)),
    run: async (template, values, user) =>
      end(await start(template, values, { user })),
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
    async retry(taskId, user) {
      await request(backend.server)
        .post(`${tasks}/${taskId}/retry`)
        .set('Authorization', authorization(user))
        .send({ secrets: {} })
        .expect(201);
    },
    stop: () => backend.stop(),
    get: async path => request(backend.server).get(path),
    dryRun: async (template, values, user) =>
      request(backend.server)
        .post('/api/scaffolder/v2/dry-run')
        .set('Authorization', authorization(user))
        .send({ template, values, directoryContents: [] }),
  };
}
