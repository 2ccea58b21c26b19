/** @jest-environment node */
import {
  createFetchApi,
  FetchMiddlewares,
  UrlPatternDiscovery,
} from '@backstage/core-app-api';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Translate } from '../translation';
import { isTransient, messageOf } from './messageOf';
import { StreamflixClient } from './StreamflixClient';

const t = ((key: string) => key) as unknown as Translate;

/** A backend that records the requests. */
let server: Server;
let answer: { status: number; body: unknown };
let client: StreamflixClient;
let calls: string[];

beforeAll(async () => {
  server = createServer((request, response) => {
    calls.push(`${request.method} ${request.url}`);
    response.writeHead(answer.status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer.body));
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const discoveryApi = UrlPatternDiscovery.compile(
    `http://127.0.0.1:${port}/api/{{ pluginId }}`,
  );
  client = new StreamflixClient({
    fetchApi: createFetchApi({
      middleware: [FetchMiddlewares.resolvePluginProtocol({ discoveryApi })],
    }),
  });
});
afterAll(() => new Promise(resolve => server.close(resolve)));
beforeEach(() => {
  calls = [];
  answer = { status: 200, body: { answer: 1 } };
});

const ref = { account: '000000000000', region: 'eu-west-2', suffix: 'dev-1' };

describe('StreamflixClient', () => {
  it('requests each resource at its own address', async () => {
    await client.listEnvironments();
    await client.getStatus(ref);
    await client.getStatus(ref, { refresh: true });
    await client.getEvents(ref);
    await client.getEvents(ref, 'a cursor/with=signs');
    await client.getStack(ref);
    await client.getTemplate(ref);
    await client.getLog(ref, 'worker');
    const target = { account: 'default', region: 'eu-west-2' };
    await client.startReview({
      operation: 'create',
      target,
      suffix: 'dev-1',
      values: {},
    });
    await client.readReview(target, 'dev-1', 'arn:aws:x/y');
    await client.getInstallation();
    await client.checkSuffix(
      { account: 'default', region: 'eu-west-2' },
      'dev-1',
    );
    await client.getAuthorization(ref);
    await client.listSecretNames({ account: 'default', region: 'eu-west-2' });

    const environment = '/api/streamflix/environments/000000000000/eu-west-2';
    expect(calls).toEqual([
      'GET /api/streamflix/environments',
      `GET ${environment}/dev-1?alarms=true`,
      `GET ${environment}/dev-1?alarms=true&refresh=true`,
      `GET ${environment}/dev-1/events`,
      `GET ${environment}/dev-1/events?cursor=a+cursor%2Fwith%3Dsigns`,
      `GET ${environment}/dev-1/stack`,
      `GET ${environment}/dev-1/template`,
      `GET ${environment}/dev-1/logs/worker`,
      'POST /api/streamflix/environments/default/eu-west-2/dev-1/plans',
      'GET /api/streamflix/environments/default/eu-west-2/dev-1/plans?changeSetArn=arn%3Aaws%3Ax%2Fy',
      'GET /api/streamflix/installation',
      'GET /api/streamflix/suffixes/default/eu-west-2/dev-1',
      `GET ${environment}/dev-1/authorization`,
      'GET /api/streamflix/secrets/default/eu-west-2',
    ]);
  });

  it('resolves to the answer of the backend', async () => {
    await expect(client.getInstallation()).resolves.toEqual({ answer: 1 });
  });

  it('reduces every text of an answer and of an error to plain text', async () => {
    answer.body = {
      reasons: ['\u001b[31mRate\u001b[0m exceeded\u0007.\r\nTry again.'],
      link: '\u001b]8;;https://evil.example\u001b\\here\u001b]8;;\u001b\\',
      nested: { owner: 'moc.\u202elive', count: 3, none: null },
      ordinary: 'Größe [1] → ok\t',
    };
    await expect(client.getInstallation()).resolves.toEqual({
      reasons: ['Rate exceeded.\nTry again.'],
      link: 'here',
      nested: { owner: 'moc.live', count: 3, none: null },
      ordinary: 'Größe [1] → ok\t',
    });

    answer = {
      status: 503,
      body: {
        error: { name: 'Error', message: '\u009b31mAWS is away.' },
        response: { statusCode: 503 },
      },
    };
    const error = await client.getInstallation().catch(caught => caught);
    expect(messageOf(error, t)).toBe('AWS is away.');
  });

  it.each(['.', '..', ''])(
    'refuses the suffix %j, which would change the path',
    async suffix => {
      await expect(
        (async () => client.getStatus({ ...ref, suffix }))(),
      ).rejects.toThrow('An account, a region or a suffix is not valid.');
      await expect(
        (async () =>
          client.listSecretNames({ account: suffix, region: '..' }))(),
      ).rejects.toThrow('is not valid');
      expect(calls).toEqual([]);
    },
  );

  it('encodes names, so that none leaves its segment of the path', async () => {
    await client.getStatus({ ...ref, suffix: '../../other?x=1' });

    expect(calls).toEqual([
      'GET /api/streamflix/environments/000000000000/eu-west-2/..%2F..%2Fother%3Fx%3D1?alarms=true',
    ]);
  });

  it('rejects with a message about the sign-in when it has expired', async () => {
    const message = 'Missing credentials';
    const error = { name: 'AuthenticationError', message };
    answer = { status: 401, body: { error, response: { statusCode: 401 } } };
    const expired = await client.getStatus(ref).catch(caught => caught);
    expect(messageOf(expired, t)).toBe('reading.signedOut');
  });

  it.each([
    ['Failed to fetch', 'reading.unanswered'],
    ['t is not a function', 't is not a function'],
  ])(
    'explains that the portal did not answer, and no other error: %s',
    (message, text) => {
      expect(messageOf(new TypeError(message), t)).toBe(text);
    },
  );

  it('rejects with the message of the backend, and distinguishes a denial from a failure', async () => {
    answer = {
      status: 403,
      body: {
        error: { name: 'NotAllowedError', message: 'You may not read dev-1.' },
        response: { statusCode: 403 },
      },
    };
    const denial = await client.getStatus(ref).catch(error => error);
    expect(messageOf(denial, t)).toBe('You may not read dev-1.');
    expect(isTransient(denial)).toBe(false);

    answer = {
      status: 503,
      body: {
        error: { name: 'ServiceUnavailableError', message: 'AWS is away.' },
        response: { statusCode: 503 },
      },
    };
    const fault = await client.getStatus(ref).catch(error => error);
    expect(messageOf(fault, t)).toBe('AWS is away.');
    expect(isTransient(fault)).toBe(true);
  });
});
