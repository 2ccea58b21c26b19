import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createBackendModule } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import catalogBackend from '@backstage/plugin-catalog-backend';
import {
  eventsServiceRef,
  type EventsService,
} from '@backstage/plugin-events-node';
import {
  environmentEntityFilter,
  environmentTopic,
  type EnvironmentChanged,
} from '@streamflix/backstage-plugin-streamflix-common';
import request from 'supertest';
import { TestAws } from './__testUtils__/TestAws';
import { catalogModuleStreamflix } from './module';

jest.setTimeout(60_000);

/** A file with entities that take names before their environments exist. */
const foreign = (...names: string[]) =>
  names
    .map(name =>
      JSON.stringify({
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Resource',
        metadata: {
          name,
          // The catalog overwrites this annotation.
          annotations: {
            'backstage.io/managed-by-location': 'aws-cloudformation:arn',
          },
        },
        spec: { type: 'streamflix-environment', owner: 'group:default/other' },
      }),
    )
    .join('\n---\n');

describe('the catalog of a backend with this module', () => {
  let directory: string;
  let file: string;
  let aws: TestAws;
  let backend: Awaited<ReturnType<typeof startTestBackend>>;
  let events: EventsService;

  const listener = createBackendModule({
    pluginId: 'catalog',
    moduleId: 'test-events',
    register: env =>
      env.registerInit({
        deps: { service: eventsServiceRef },
        async init({ service }) {
          events = service;
        },
      }),
  });

  /** Names of the environments in the catalog. */
  async function names(): Promise<string[]> {
    const { body } = await request(backend.server)
      .get('/api/catalog/entities')
      .query({
        filter:
          'kind=resource,spec.type=streamflix-environment,metadata.annotations.streamflix.io/suffix',
      })
      .expect(200);
    return body
      .map(({ metadata }: { metadata: { name: string } }) => metadata.name)
      .sort();
  }

  const get = (path: string) => request(backend.server).get(path);

  /** Waits until the condition is true; returns the milliseconds it took. */
  async function until(isSo: (names: string[]) => boolean): Promise<number> {
    const start = Date.now();
    while (!isSo(await names())) await sleep(50);
    return Date.now() - start;
  }

  const publish = (eventPayload: EnvironmentChanged) =>
    events.publish({ topic: environmentTopic, eventPayload });

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'streamflix-catalog-'));
    file = join(directory, 'entities.yaml');
    writeFileSync(file, foreign('streamflix-taken-eu-west-2'));
    aws = await TestAws.start();
    await aws.create('one', 'eu-west-2');
    backend = await startTestBackend({
      features: [
        catalogBackend,
        catalogModuleStreamflix,
        listener,
        mockServices.rootConfig.factory({
          data: {
            ...aws.config,
            catalog: {
              rules: [{ allow: ['Resource'] }],
              locations: [{ type: 'file', target: file }],
              processingInterval: { seconds: 1 },
            },
          },
        }),
      ],
    });
  });
  afterAll(async () => {
    await backend.stop();
    await aws.stop();
    rmSync(directory, { recursive: true });
  });

  it('shows the existing environments', async () => {
    await until(found => found.includes('streamflix-one-eu-west-2'));
    const { body } = await request(backend.server).get(
      '/api/catalog/entities/by-name/resource/default/streamflix-one-eu-west-2',
    );
    expect(body).toMatchObject({
      metadata: {
        title: 'one (eu-west-2)',
        annotations: { 'streamflix.io/suffix': 'one' },
      },
      spec: { type: 'streamflix-environment', owner: 'group:default/video' },
      relations: [{ type: 'ownedBy', targetRef: 'group:default/video' }],
    });
  });

  it('shows an environment within five seconds of its deployment, and removes it within five of its deletion', async () => {
    const ref = await aws.create('two', 'eu-central-1');
    await publish({ ref, state: 'present' });
    const name = 'streamflix-two-eu-central-1';
    expect(await until(found => found.includes(name))).toBeLessThan(5_000);

    await aws.remove(ref);
    await publish({ ref, state: 'absent' });
    expect(await until(found => !found.includes(name))).toBeLessThan(5_000);
    expect(await names()).toEqual(['streamflix-one-eu-west-2']);
  });

  it('removes an environment only when its deletion has finished, neither before nor after a failure', async () => {
    const ref = await aws.create('three', 'eu-central-1');
    const name = 'streamflix-three-eu-central-1';
    await publish({ ref, state: 'present' });
    await until(found => found.includes(name));
    /** Publishes that it is absent; it must stay, because the provider reads AWS. */
    const staysThrough = async (status: string) => {
      await publish({ ref, state: 'absent' });
      await sleep(500);
      expect(await names()).toContain(name);
      expect(await aws.statusOf(ref)).toBe(status);
    };

    // Two seconds of real time.
    aws.onDelete = () => ({
      kind: 'fail',
      reason: 'It is in use.',
      afterSeconds: 12_000,
    });
    await aws.remove(ref, { wait: false });
    await staysThrough('DELETE_IN_PROGRESS');
    while ((await aws.statusOf(ref)) === 'DELETE_IN_PROGRESS') await sleep(100);
    await staysThrough('DELETE_FAILED');

    aws.onDelete = () => undefined;
    await aws.remove(ref);
    expect(await names()).toContain(name);
    await publish({ ref, state: 'absent' });
    await until(found => !found.includes(name));
    expect(await aws.statusOf(ref)).toBeUndefined();
  });

  it('shows an environment whose name another source has taken under a longer name, and finds it by its stack', async () => {
    const path = '/api/catalog/entities/by-name/resource/default';
    const taken = 'streamflix-taken-eu-west-2';
    while ((await get(`${path}/${taken}`)).status !== 200) {
      await sleep(50);
    }
    const ref = await aws.create('taken', 'eu-west-2');
    await publish({ ref, state: 'present' });
    const long = `${taken}-000000000000`;
    await until(found => found.includes(long));

    const environment = await get(`${path}/${long}`);
    const stackArn =
      environment.body.metadata.annotations['streamflix.io/stack-arn'];
    const filter = Object.entries(environmentEntityFilter(stackArn))
      .map(([key, value]) => `${key}=${value}`)
      .join(',');
    const { body } = await request(backend.server)
      .get('/api/catalog/entities')
      .query({ filter })
      .expect(200);
    expect(
      body.map(({ metadata }: { metadata: { name: string } }) => metadata.name),
    ).toEqual([long]);

    writeFileSync(file, foreign('another'));
    // At once, because the catalog removes orphans only periodically.
    for (;;) {
      const { status, body: other } = await get(`${path}/${taken}`);
      if (status !== 200) break;
      if (other.metadata.annotations['backstage.io/orphan']) {
        await request(backend.server).delete(
          `/api/catalog/entities/by-uid/${other.metadata.uid}`,
        );
      }
      await sleep(50);
    }
    await publish({ ref, state: 'present' });
    await until(found => found.includes(taken) && !found.includes(long));
    await aws.remove(ref);
    await publish({ ref, state: 'absent' });
    await until(found => !found.includes(taken));
  });
});
