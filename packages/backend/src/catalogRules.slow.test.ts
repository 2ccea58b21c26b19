import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import catalogBackend from '@backstage/plugin-catalog-backend';
import scaffolderEntityModel from '@backstage/plugin-catalog-backend-module-scaffolder-entity-model';
import request from 'supertest';
import { parse } from 'yaml';

jest.setTimeout(60_000);

const root = resolve(__dirname, '../../..');

interface CatalogConfig {
  rules?: object[];
  locations: { type: string; target: string; rules?: { allow: string[] }[] }[];
}

const catalogOf = (file: string): CatalogConfig =>
  parse(readFileSync(join(root, file), 'utf8')).catalog;

/** The catalog section as the backend reads it: a later file replaces lists. */
const merged = (...files: string[]): CatalogConfig =>
  Object.assign({}, ...files.map(catalogOf));

const configurations: [string, CatalogConfig][] = [
  ['the example', merged('app-config.yaml')],
  ['production', merged('app-config.yaml', 'app-config.production.yaml')],
];

/** An entity that names the organisation's own file as its source. */
const entity = (kind: string, spec: object, location: string) =>
  JSON.stringify({
    apiVersion:
      kind === 'Template'
        ? 'scaffolder.backstage.io/v1beta3'
        : 'backstage.io/v1alpha1',
    kind,
    metadata: {
      name: `foreign-${kind.toLowerCase()}`,
      annotations: {
        'backstage.io/managed-by-location': location,
        'backstage.io/managed-by-origin-location': location,
      },
    },
    spec,
  });

describe.each(configurations)('the catalog rules of %s', (_, config) => {
  let directory: string;
  let files: Server;
  let host: string;
  let backend: Awaited<ReturnType<typeof startTestBackend>>;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'streamflix-rules-'));
    const organisation = join(directory, 'org.yaml');
    writeFileSync(
      organisation,
      readFileSync(resolve(__dirname, '../catalog/org.yaml')),
    );
    const location = `file:${organisation}`;
    const served: Record<string, string[]> = {
      kinds: [
        entity(
          'Component',
          { type: 'a', lifecycle: 'b', owner: 'c' },
          location,
        ),
        entity(
          'API',
          { type: 'a', lifecycle: 'b', owner: 'c', definition: 'd' },
          location,
        ),
        entity('Resource', { type: 'a', owner: 'b' }, location),
        entity('System', { owner: 'a' }, location),
      ],
      User: [entity('User', { memberOf: ['platform'] }, location)],
      Group: [entity('Group', { type: 'team', children: [] }, location)],
      Domain: [entity('Domain', { owner: 'a' }, location)],
      Template: [
        entity(
          'Template',
          { type: 'a', steps: [{ id: 'a', action: 'debug:log' }] },
          location,
        ),
      ],
    };
    files = createServer(({ url = '' }, response) => {
      const [, how, name] = url.split(/[/.]/);
      const target = `./../direct/${name}.yaml`;
      response.end(
        how === 'nested'
          ? JSON.stringify({
              apiVersion: 'backstage.io/v1alpha1',
              kind: 'Location',
              metadata: { name: `nested-${name.toLowerCase()}` },
              spec: { targets: [target] },
            })
          : served[name]?.join('\n---\n'),
      );
    }).listen(0, '127.0.0.1');
    await once(files, 'listening');
    host = `127.0.0.1:${(files.address() as AddressInfo).port}`;
    backend = await startTestBackend({
      features: [
        catalogBackend,
        scaffolderEntityModel,
        mockServices.rootConfig.factory({
          data: {
            backend: { reading: { allow: [{ host }] } },
            catalog: {
              ...config,
              // Like the example, which names its own file; production names none.
              locations: [
                {
                  type: 'file',
                  target: organisation,
                  rules: [{ allow: ['Group', 'User'] }],
                },
              ],
              processingInterval: { seconds: 1 },
            },
          },
        }),
      ],
    });
  });
  afterAll(async () => {
    await backend.stop();
    files.close();
    rmSync(directory, { recursive: true });
  });

  const register = async (path: string) => {
    await request(backend.server)
      .post('/api/catalog/locations')
      .send({ type: 'url', target: `http://${host}/${path}.yaml` })
      .expect(201);
  };

  /** References of the entities from the registered files. */
  async function foreign(): Promise<string[]> {
    const { body } = await request(backend.server)
      .get('/api/catalog/entities')
      .expect(200);
    return body
      .filter(({ metadata }: { metadata: { name: string } }) =>
        metadata.name.startsWith('foreign-'),
      )
      .map(({ kind }: { kind: string }) => kind)
      .sort();
  }

  it('accept users, groups and templates from no registered file, direct or nested, whatever source it claims', async () => {
    for (const kind of ['User', 'Group', 'Domain', 'Template']) {
      await register(`direct/${kind}`);
      await register(`nested/${kind}`);
    }
    await register('nested/kinds');
    while ((await foreign()).length < 4) await sleep(100);
    // Each registered file is read every second or two.
    await sleep(4_000);
    expect(await foreign()).toEqual(['API', 'Component', 'Resource', 'System']);
  });

  it('accept users and groups from a file that the configuration names', async () => {
    const { status } = await request(backend.server).get(
      '/api/catalog/entities/by-name/user/default/ada',
    );
    expect(status).toBe(200);
  });
});

it.each(configurations)(
  '%s gives no file but that of the organisation a rule of its own, for users and groups',
  (_, { locations }) => {
    for (const { target, rules } of locations) {
      expect([target, rules?.flatMap(({ allow }) => allow)]).toEqual(
        target === 'catalog/org.yaml'
          ? [target, ['Group', 'User']]
          : [target, undefined],
      );
    }
  },
);
