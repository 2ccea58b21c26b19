import { mockServices } from '@backstage/backend-test-utils';
import { AwsError } from '@streamflix/local-aws';
import request from 'supertest';
import { account, TestInstallation } from '../__testUtils__/TestInstallation';

jest.setTimeout(60_000);

const region = 'eu-central-1';
const ref = { account, region, suffix: 'abc' };
const environment = `/environments/${account}/${region}/abc`;
const identity = 'arn:aws:sts::999988887777:assumed-role/portal-role/session';
const secret =
  /999988887777|portal-role|10\.1\.2\.3|internal\.example|127\.0\.0\.1/;
/** What must not reach a page, a log or a terminal. */
const control = /\p{Cc}/u;

const words = `User: ${identity} is not authorized to perform: x:Y at https://internal.example:8443 (10.1.2.3:4566)\u001b[2J\r\n[error] forged`;

let installation: TestInstallation;
let backend: Awaited<ReturnType<TestInstallation['startBackend']>>;
const logger = mockServices.logger.mock();
logger.child.mockReturnValue(logger);

const get = (path: string) =>
  request(backend.server).get(`/api/streamflix${path}`);

/** Every string in a response. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null
    ? Object.values(value).flatMap(textsIn)
    : [];
}

function expectHarmless(body: unknown) {
  const texts = textsIn(body);
  expect(texts.length).toBeGreaterThan(0);
  expect(texts.filter(text => secret.test(text))).toEqual([]);
  expect(texts.filter(text => control.test(text))).toEqual([]);
}

const logged = () =>
  [...logger.warn.mock.calls, ...logger.error.mock.calls]
    .map(
      ([message, error]) =>
        `${message} ${error instanceof Error ? error.message : ''}`,
    )
    .join('\n');

beforeAll(async () => {
  installation = await TestInstallation.start();
  await installation.createStack(ref, {
    owner: 'group:default/video\u001b[31m',
    outputs: { StreamName: 'stream-abc' },
  });
});
afterAll(() => installation.aws.stop());
beforeEach(async () => {
  installation.recorder.reset();
  backend = await installation.startBackend({ features: [logger.factory] });
  logger.warn.mockClear();
  logger.error.mockClear();
});
afterEach(async () => {
  jest.restoreAllMocks();
  await backend.stop();
});

const routes = [
  '/environments',
  environment,
  `${environment}?refresh=true`,
  `${environment}/events`,
  `${environment}/stack`,
  `${environment}/authorization`,
  '/installation',
  `/suffixes/default/${region}/abc`,
  `/secrets/default/${region}`,
  `/offers/default/${region}`,
];

describe('an answer', () => {
  const faults = ['AccessDenied', 'ExpiredToken', 'Oddity', 'ValidationError'];

  // The excluded route needs no AWS call by then.
  const reading = routes.filter(route => route !== '/installation');

  it.each(faults)(
    'names no identity, account of the credentials or host, and has no control characters, when AWS answers %s',
    async code => {
      // So that there is cached data to respond with.
      await get('/environments').expect(200);
      const now = Date.now;
      let passed = 0;
      jest.spyOn(Date, 'now').mockImplementation(() => now() + passed);
      installation.recorder.fault = operation => {
        if (operation !== 'GetCallerIdentity') {
          throw new AwsError(code, words, 403);
        }
      };
      for (const path of reading) {
        // No answer is recent, and no user has called too often.
        passed += 10 * 60_000;
        const { status, body } = await get(path);
        expect({ path, answered: [200, 503].includes(status) }).toEqual({
          path,
          answered: true,
        });
        expectHarmless(body);
      }
      expect(logged()).toContain('portal-role');
    },
  );

  it('is as harmless when AWS does not name the owner of the credentials', async () => {
    installation.recorder.fault = () => {
      throw new AwsError('AccessDenied', words, 403);
    };
    for (const path of routes) {
      const { status, body } = await get(path);
      expect({ path, status }).toEqual({ path, status: 503 });
      expectHarmless(body);
      expect(body.error.message).toMatch(
        /^AWS denies \S+ in eu-west-2, which this installation needs\. Ask the operator/,
      );
    }
    expect(logged()).toContain('portal-role');
  });

  it('names no endpoint when it cannot be reached', async () => {
    await backend.stop();
    backend = await installation.startBackend({
      features: [logger.factory],
      config: {
        streamflix: {
          regions: ['eu-west-2', region],
          accounts: [{ id: account }],
          aws: { endpoint: 'http://127.0.0.1:9' },
        },
      },
    });
    for (const path of routes) {
      const { status, body } = await get(path);
      expect({ path, answered: [200, 503].includes(status) }).toEqual({
        path,
        answered: true,
      });
      expectHarmless(body);
      expect(JSON.stringify(body)).toContain('AWS cannot be reached in ');
    }
    expect(logged()).toContain('127.0.0.1:9');
  });

  it('does not name the account the credentials belong to', async () => {
    await backend.stop();
    backend = await installation.startBackend({
      features: [logger.factory],
      config: {
        streamflix: {
          regions: [region],
          accounts: [{ id: '111122223333' }],
          aws: { endpoint: installation.aws.url },
        },
      },
    });
    const path = `/environments/111122223333/${region}/abc`;
    for (const what of ['', '/stack']) {
      const { body } = await get(path + what);
      expect(JSON.stringify(body)).toContain(
        `This installation has no valid AWS credentials for ${region}.`,
      );
      expect(JSON.stringify(body)).not.toContain(account);
    }
    expect(logged()).toContain(`the available ones belong to ${account}`);
  });

  it('repeats nothing of an unexpected error', async () => {
    await backend.stop();
    backend = await installation.startBackend({
      features: [
        logger.factory,
        mockServices.permissions.mock({
          async authorizeConditional() {
            throw new Error('connect ECONNREFUSED internal.example:7007');
          },
        }).factory,
      ],
    });
    for (const path of routes) {
      const { body } = await get(path).expect(500);
      expect(body.error.message).toBe(
        "Something went wrong. Ask the operator of this installation; the backend's log has details.",
      );
      expectHarmless(body);
    }
    expect(logged()).toContain('internal.example:7007');
  });

  it('neutralises the value of a tag', async () => {
    const { body } = await get(environment).expect(200);
    expect(body.summary.owner).toBe('group:default/video [31m');
    expectHarmless(body);
  });
});
