import { startLocalAws, type LocalAws } from '@streamflix/local-aws';
import { onServers } from './onServers';
import { PrivateServer } from './PrivateServer';
import { RealBackend } from './RealBackend';
import type { RealBackendOptions } from './writeConfigFiles';

// The example backend starts on an empty database.
jest.setTimeout(300_000);

const externalToken = 'a-token-of-the-tests-0123456789';

const config = {
  backend: {
    auth: {
      externalAccess: [
        {
          type: 'static',
          options: { token: externalToken, subject: 'shutdown-test' },
        },
      ],
    },
  },
  events: { useEventBus: 'always' },
};

/** Subscribes to the event bus and waits for an event: the response starts at once, and ends after 55 s. */
async function openPoll(url: string): Promise<Response> {
  const subscription = `${url}/api/events/bus/v1/subscriptions/shutdown-test`;
  const headers = {
    authorization: `Bearer ${externalToken}`,
    'content-type': 'application/json',
  };
  const subscribed = await fetch(subscription, {
    method: 'PUT',
    headers,
    body: JSON.stringify({ topics: ['nothing'] }),
  });
  expect(subscribed.status).toBe(201);
  const poll = await fetch(`${subscription}/events`, { headers });
  expect(poll.status).toBe(202);
  return poll;
}

describe('the backend', () => {
  let aws: LocalAws;
  const started: { stop(): Promise<void> }[] = [];

  async function start(options: Partial<RealBackendOptions> = {}) {
    const backend = await RealBackend.start({
      endpoint: aws.url,
      ...options,
      config: { ...config, ...options.config },
    });
    started.push({ stop: () => backend.dispose() });
    return backend;
  }

  beforeAll(async () => {
    aws = await startLocalAws();
  });
  afterEach(async () => {
    for (const each of started.splice(0).reverse()) await each.stop();
  });
  afterAll(() => aws.stop());

  it('exits within 10 s of SIGTERM while a poll of the event bus is open', async () => {
    const backend = await start();
    const poll = await openPoll(backend.url);
    expect(await backend.terminate()).toBeLessThan(10);
    await expect(poll.text()).rejects.toThrow();
  });

  const described = PrivateServer.areInstalled() ? describe : describe.skip;

  described('on PostgreSQL and Redis', () => {
    it('exits within 10 s of SIGTERM, and another replica serves the same users', async () => {
      const [postgres, redis] = await Promise.all([
        PrivateServer.postgres(),
        PrivateServer.redis(),
      ]);
      started.push(postgres, redis);
      const { cache, database } = onServers({
        database: postgres,
        cache: redis,
      });
      const replica: Partial<RealBackendOptions> = {
        database,
        config: { ...config, backend: { ...config.backend, cache } },
      };
      const one = await start(replica);
      const other = await start(replica);
      const authorization = `Bearer ${await one.as('ada').token()}`;
      const list = () =>
        fetch(`${other.url}/api/streamflix/environments`, {
          headers: { authorization },
        });
      expect((await list()).status).toBe(200);

      await Promise.all([openPoll(one.url), openPoll(other.url)]);
      expect(await one.terminate()).toBeLessThan(10);
      expect((await list()).status).toBe(200);
      expect(await other.terminate()).toBeLessThan(10);
    });
  });
});
