import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import {
  encodeBase64Url,
  type EnvironmentRef,
} from '@streamflix/backstage-plugin-streamflix-common';
import request from 'supertest';
import { expectDocumented } from '../__testUtils__/expectDocumented';
import { routesOf } from '../__testUtils__/routesOf';
import { account, TestInstallation } from '../__testUtils__/TestInstallation';
import { burst } from './CallBudget';

jest.setTimeout(60_000);

const region = 'eu-central-1';
/** Twice what the budget allows at once. */
const requests = 2 * burst;
const target = `${account}/${region}`;
const refOf = (suffix: string): EnvironmentRef => ({ account, region, suffix });

let installation: TestInstallation;
let backend: Awaited<ReturnType<TestInstallation['startBackend']>>;
let stackArn: string;

const send = (method: 'get' | 'post', path: string, user: string) =>
  request(backend.server)
    [method](`/api/streamflix${path}`)
    .expect(expectDocumented)
    .set('Authorization', mockCredentials.user.header(user));
const get = (path: string, user: string) => send('get', path, user);

const mallory = 'user:default/mallory';
const alice = 'user:default/alice';

/** Calls to AWS so far, without the call with which a backend reads the account of its credentials. */
const calls = () =>
  installation.recorder.calls.filter(each => each !== 'GetCallerIdentity');

beforeAll(async () => {
  installation = await TestInstallation.start();
  stackArn = await installation.createStack(refOf('abc'), {
    owner: 'group:default/video',
  });
});
afterAll(() => installation.aws.stop());
beforeEach(async () => {
  backend = await installation.startBackend();
  installation.recorder.reset();
});
afterEach(async () => {
  jest.restoreAllMocks();
  await backend.stop();
});

/** What one user can request in a loop, with a different path each time where that matters. */
const loops: [
  name: string,
  path: (nth: number) => string,
  method?: 'get' | 'post',
  /** Calls to AWS at once; more for reviews, each of which is a plan. */
  burst?: number,
][] = [
  ['the list', () => '/environments'],
  ['the installation', () => '/installation'],
  ['a status', () => `/environments/${target}/abc`],
  ['alarms', () => `/environments/${target}/abc?alarms=true&refresh=true`],
  ['a status read again', () => `/environments/${target}/abc?refresh=true`],
  ['statuses of unknown names', n => `/environments/${target}/name-${n}`],
  [
    'statuses of unknown names read again',
    n => `/environments/${target}/name-${n}?refresh=true`,
  ],
  ['stacks', () => `/environments/${target}/abc/stack`],
  ['stacks of unknown names', n => `/environments/${target}/name-${n}/stack`],
  ['templates', () => `/environments/${target}/abc/template`],
  [
    'templates of unknown names',
    n => `/environments/${target}/name-${n}/template`,
  ],
  ['logs of containers', () => `/environments/${target}/abc/logs`],
  [
    'logs of containers of unknown names',
    n => `/environments/${target}/name-${n}/logs`,
  ],
  [
    'logs of every part',
    n =>
      `/environments/${target}/abc/logs/${['service', 'worker', 'api'][n % 3]}`,
  ],
  ['histories', () => `/environments/${target}/abc/operations`],
  [
    'histories of unknown names',
    n => `/environments/${target}/name-${n}/operations`,
  ],
  ['unknown operations', n => `/environments/${target}/abc/operations/op-${n}`],
  [
    'operations of unknown names',
    n => `/environments/${target}/name-${n}/operations/op`,
  ],
  [
    'cancellations of unknown operations',
    n => `/environments/${target}/abc/operations/op-${n}/cancel`,
    'post',
  ],
  ['reviews', () => `/environments/${target}/abc/plans`, 'post', 100],
  [
    'readings of unknown reviews',
    n =>
      `/environments/${target}/abc/plans?changeSetArn=arn:aws:cloudformation:${region}:${account}:changeSet/streamflix-review-${n}/${n}`,
    'get',
    100,
  ],
  ['events', () => `/environments/${target}/abc/events`],
  [
    'events with invented cursors',
    n =>
      `/environments/${target}/abc/events?cursor=${encodeBase64Url(
        JSON.stringify([stackArn, `x${n}`]),
      )}`,
  ],
  [
    'events with meaningless cursors',
    n => `/environments/${target}/abc/events?cursor=x${n}`,
  ],
  ['events of unknown names', n => `/environments/${target}/name-${n}/events`],
  ['operations', () => `/environments/${target}/abc/operations`],
  [
    'operations of unknown names',
    n => `/environments/${target}/name-${n}/operations`,
  ],
  ['authorizations', () => `/environments/${target}/abc/authorization`],
  [
    'authorizations of unknown names',
    n => `/environments/${target}/name-${n}/authorization`,
  ],
  ['suffixes', n => `/suffixes/${target}/name-${n}`],
  ['one suffix', () => `/suffixes/default/${region}/abc`],
  ['secrets', n => `/secrets/${n % 2 ? account : 'default'}/${region}`],
  ['offers', n => `/offers/${n % 2 ? account : 'default'}/${region}`],
  [
    'checks of the account',
    n => `/accounts/default/${region}?environments=${1 + (n % 9)}`,
  ],
];

describe('one user who sends requests as fast as possible', () => {
  it.each(loops)(
    'causes no more than a burst and one call a second: %s',
    async (_, path, method = 'get', atOnce = burst) => {
      const start = Date.now();
      const responses = await Promise.all(
        Array.from({ length: requests }, (__, n) =>
          send(method, path(n), mallory),
        ),
      );
      const seconds = Math.ceil((Date.now() - start) / 1000);
      expect(calls().length).toBeLessThanOrEqual(atOnce + seconds);
      for (const { status, headers, body } of responses) {
        expect([200, 400, 403, 404, 429]).toContain(status);
        if (status !== 429) continue;
        expect(Number(headers['retry-after'])).toBeGreaterThan(0);
        expect(body.error.message).toMatch(
          /^You have caused too many calls to AWS\. Try again in \d+ s\.$/,
        );
      }
      // Another user is still served.
      await send(method, path(1), alice).expect(({ status }) => {
        expect([200, 400, 403, 404]).toContain(status);
      });
    },
  );

  it('is limited on every route', () => {
    const paths = loops.map(
      ([, path, method = 'get']) =>
        `${method.toUpperCase()} ${path(1).split('?')[0]}`,
    );
    const unlimited = routesOf()
      .map(({ method, path }) => `${method} ${path}`)
      .filter(route => {
        const pattern = new RegExp(`^${route.replace(/:\w+/g, '[^/]+')}$`);
        return !paths.some(path => pattern.test(path));
      });
    expect(unlimited).toEqual([]);
  });

  it('is refused as long as the budget is used up, and served again a second later', async () => {
    let now = Date.now();
    jest.spyOn(Date, 'now').mockImplementation(() => now);
    const look = async (n: number) =>
      (await get(`/suffixes/${target}/again-${n}`, mallory)).status;
    for (let n = 0; n < burst; n += 1) expect(await look(n)).toBe(200);
    expect(await look(burst)).toBe(429);
    // A recent reading is free.
    expect(await look(0)).toBe(200);
    now += 1_000;
    expect(await look(burst)).toBe(200);
    expect(await look(burst + 1)).toBe(429);
  });

  it('does not spend the budget of a user who asks for the same at the same time', async () => {
    const now = Date.now();
    jest.spyOn(Date, 'now').mockImplementation(() => now);
    for (let n = 0; n < burst; n += 1) {
      await get(`/suffixes/${target}/spent-${n}`, mallory);
    }
    const path = `/environments/${target}/abc/stack`;
    const [refused, served] = await Promise.all([
      get(path, mallory),
      get(path, alice),
    ]);
    expect(refused.status).toBe(429);
    expect(served.status).toBe(200);
  });

  it('does not fill the shared cache with names that do not exist', async () => {
    await backend.stop();
    const ttls = new Map<string, number>();
    const cache = mockServices.cache.mock({
      async set(key, _, options) {
        ttls.set(key, Number(options?.ttl));
      },
    });
    backend = await installation.startBackend({ features: [cache.factory] });
    await get(`/environments/${target}/abc`, mallory).expect(200);
    await get(`/environments/${target}/nothing`, mallory).expect(200);
    const ttlOf = (suffix: string) =>
      [...ttls].find(([key]) => key.endsWith(`${target}/${suffix}`))?.[1];
    expect(ttlOf('abc')).toBeGreaterThanOrEqual(3600_000);
    expect(ttlOf('nothing')).toBeLessThanOrEqual(10_000);
  });

  it('is served what was just read, and a new environment soon', async () => {
    const path = `/environments/${target}/new`;
    await get(path, mallory).expect(200);
    installation.recorder.reset();
    await get(path, mallory).expect(200);
    expect(calls()).toEqual([]);
    await installation.createStack(refOf('new'));
    const now = Date.now;
    jest.spyOn(Date, 'now').mockImplementation(() => now() + 11_000);
    const { body } = await get(path, mallory);
    expect(body.summary).toMatchObject({ suffix: 'new' });
    await installation.deleteStack(refOf('new'));
  });
});

describe('many viewers', () => {
  it('of the list and of one environment cost no more than one', async () => {
    const users = Array.from(
      { length: 50 },
      (_, n) => `user:default/viewer-${n}`,
    );
    await get('/environments', alice).expect(200);
    await get(`/environments/${target}/abc`, alice).expect(200);
    const costOfOne = calls().length;
    await Promise.all(
      users.flatMap(user => [
        get('/environments', user).expect(200),
        get(`/environments/${target}/abc`, user).expect(200),
      ]),
    );
    expect(calls()).toHaveLength(costOfOne);
  });
});

describe('a backend that cannot read the account of its credentials', () => {
  it('asks at most once a second, however often it is asked', async () => {
    await backend.stop();
    backend = await installation.startBackend();
    installation.recorder.reset();
    installation.aws.faults.add({ kind: 'deny', service: 'sts' });
    const start = Date.now();
    for (let n = 0; n < 50; n += 1) {
      await get('/installation', mallory).expect(503);
    }
    const seconds = Math.ceil((Date.now() - start) / 1000);
    expect(
      installation.recorder.count('GetCallerIdentity'),
    ).toBeLessThanOrEqual(seconds + 1);
    installation.aws.faults.clear();
  });
});
