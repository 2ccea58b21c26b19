/** @jest-environment node */
import {
  createFetchApi,
  FetchMiddlewares,
  UrlPatternDiscovery,
} from '@backstage/core-app-api';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isPassing, messageOf } from './messageOf';
import { StreamflixClient } from './StreamflixClient';

/** A backend that answers each question with the question. */
let server: Server;
let answer: { status: number; body: unknown };
let client: StreamflixClient;
let asked: string[];

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
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
  asked = [];
  answer = { status: 200, body: { said: 'so' } };
});

const ref = { account: '000000000000', region: 'eu-west-2', suffix: 'dev-1' };

describe('StreamflixClient', () => {
  it('asks for the list, one status, its events and what the form needs', async () => {
    await client.listEnvironments();
    await client.getStatus(ref);
    await client.getStatus(ref, { refresh: true });
    await client.getEvents(ref);
    await client.getEvents(ref, 'a cursor/with=signs');
    await client.getStack(ref);
    await client.getInstallation();
    await client.checkSuffix(
      { account: 'default', region: 'eu-west-2' },
      'dev-1',
    );
    await client.listSecretNames(
      { account: 'default', region: 'eu-west-2' },
      'streamflix/',
    );

    const environment = '/api/streamflix/environments/000000000000/eu-west-2';
    expect(asked).toEqual([
      'GET /api/streamflix/environments',
      `GET ${environment}/dev-1`,
      `GET ${environment}/dev-1?refresh=true`,
      `GET ${environment}/dev-1/events`,
      `GET ${environment}/dev-1/events?cursor=a+cursor%2Fwith%3Dsigns`,
      `GET ${environment}/dev-1/stack`,
      'GET /api/streamflix/installation',
      'GET /api/streamflix/suffixes/default/eu-west-2/dev-1',
      'GET /api/streamflix/secrets/default/eu-west-2?prefix=streamflix%2F',
    ]);
  });

  it('gives back what the backend says', async () => {
    await expect(client.getInstallation()).resolves.toEqual({ said: 'so' });
  });

  it('lets no name lead out of its place in the address', async () => {
    await client.getStatus({ ...ref, suffix: '../../other?x=1' });

    expect(asked).toEqual([
      'GET /api/streamflix/environments/000000000000/eu-west-2/..%2F..%2Fother%3Fx%3D1',
    ]);
  });

  it('fails in the words of the backend, and tells a refusal from a fault', async () => {
    answer = {
      status: 403,
      body: {
        error: { name: 'NotAllowedError', message: 'You may not read dev-1.' },
        response: { statusCode: 403 },
      },
    };
    const refusal = await client.getStatus(ref).catch(error => error);
    expect(messageOf(refusal)).toBe('You may not read dev-1.');
    expect(isPassing(refusal)).toBe(false);

    answer = {
      status: 503,
      body: {
        error: { name: 'ServiceUnavailableError', message: 'AWS is away.' },
        response: { statusCode: 503 },
      },
    };
    const fault = await client.getStatus(ref).catch(error => error);
    expect(messageOf(fault)).toBe('AWS is away.');
    expect(isPassing(fault)).toBe(true);
  });
});
