import { setTimeout as sleep } from 'node:timers/promises';
import {
  mockServices,
  startTestBackend,
  TestDatabases,
} from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import catalogBackend from '@backstage/plugin-catalog-backend';
import scaffolderEntityModel from '@backstage/plugin-catalog-backend-module-scaffolder-entity-model';
import request from 'supertest';
import { catalogModuleStreamflix } from './module';

jest.setTimeout(60_000);

type Backend = Awaited<ReturnType<typeof startTestBackend>>;

const names = [
  'change-streamflix-environment',
  'create-streamflix-environment',
  'destroy-streamflix-environment',
];

describe('the templates in the catalog', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  const running: Backend[] = [];

  afterEach(async () => {
    await Promise.all(running.splice(0).map(backend => backend.stop()));
  });

  /** Starts backends with one database: one after another is a restart, several at once are replicas. */
  async function open() {
    const knex = await databases.init('SQLITE_3');
    return async (templates?: object) => {
      const backend = await startTestBackend({
        features: [
          catalogBackend,
          scaffolderEntityModel,
          catalogModuleStreamflix,
          mockServices.database.factory({ knex }),
          mockServices.rootConfig.factory({
            data: {
              streamflix: {
                regions: ['eu-west-2'],
                // Nothing listens there.
                aws: { endpoint: 'http://127.0.0.1:9' },
                templates,
              },
              aws: {
                mainAccount: { accessKeyId: 'local', secretAccessKey: 'local' },
              },
            },
          }),
        ],
      });
      running.push(backend);
      return backend;
    };
  }

  async function templatesOf({ server }: Backend): Promise<Entity[]> {
    const { body } = await request(server)
      .get('/api/catalog/entities')
      .query({ filter: 'kind=template', order: 'asc:metadata.name' })
      .expect(200);
    return body;
  }

  async function until(backend: Backend, count: number): Promise<Entity[]> {
    for (;;) {
      const found = await templatesOf(backend);
      if (found.length === count) return found;
      await sleep(50);
    }
  }

  it('appear without a location in the configuration, and belong to the configured owner', async () => {
    const start = await open();
    const backend = await start({ owner: 'platform' });
    const found = await until(backend, 3);

    expect(found.map(({ metadata }) => metadata.name)).toEqual(names);
    for (const { metadata, spec, relations } of found) {
      expect(spec?.owner).toBe('group:default/platform');
      expect(relations).toEqual([
        { type: 'ownedBy', targetRef: 'group:default/platform' },
      ]);
      // The links of the portal to the source of an entity come from these annotations.
      expect(Object.keys(metadata.annotations ?? {}).sort()).toEqual([
        'backstage.io/managed-by-location',
        'backstage.io/managed-by-origin-location',
      ]);
    }
  });

  it('stay over a restart and with a second replica, without an owner where none is configured', async () => {
    const start = await open();
    const first = await start();
    const uids = (await until(first, 3)).map(({ metadata }) => metadata.uid);
    const second = await start();
    await sleep(1_000);
    for (const backend of [first, second]) {
      const found = await templatesOf(backend);
      expect(found.map(({ metadata }) => metadata.uid)).toEqual(uids);
      expect(found.flatMap(({ relations = [] }) => relations)).toEqual([]);
    }
    await running.shift()?.stop();
    await running.shift()?.stop();
    expect(
      (await until(await start(), 3)).map(({ metadata }) => metadata.uid),
    ).toEqual(uids);
  });

  it('disappear after a restart with the templates switched off', async () => {
    const start = await open();
    await until(await start(), 3);
    await running.shift()?.stop();
    expect(await until(await start({ enabled: false }), 0)).toEqual([]);
  });

  it('are refused an owner that is neither a group nor a user', async () => {
    const start = await open();
    await expect(start({ owner: 'component:default/a' })).rejects.toThrow(
      'streamflix.templates.owner must be the reference of a group or user, such as group:default/platform.',
    );
  });
});
