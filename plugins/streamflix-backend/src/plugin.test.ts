import { setTimeout as sleep } from 'node:timers/promises';
import { createServiceFactory } from '@backstage/backend-plugin-api';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import {
  environmentsChannel,
  environmentTopic,
  operationTopic,
  type EnvironmentRef,
  type EnvironmentStack,
} from '@streamflix/backstage-plugin-streamflix-common';
import { ContainerLogs } from '@streamflix/backstage-plugin-streamflix-node';
import { AwsError } from '@streamflix/local-aws';
import request from 'supertest';
import { expectDocumented } from './__testUtils__/expectDocumented';
import { account, TestInstallation } from './__testUtils__/TestInstallation';
import { ownedBy, withPolicy } from './__testUtils__/withPolicy';

jest.setTimeout(60_000);

const region = 'eu-central-1';
const routes = [
  '/environments',
  `/environments/${account}/${region}/abc`,
  `/environments/${account}/${region}/abc/events`,
  `/environments/${account}/${region}/abc/operations`,
  `/environments/${account}/${region}/abc/stack`,
  `/environments/${account}/${region}/abc/template`,
  `/environments/${account}/${region}/abc/logs`,
  `/environments/${account}/${region}/abc/logs/worker`,
  `/environments/${account}/${region}/abc/authorization`,
  `/environments/${account}/${region}/abc/operations/deploy-${'0'.repeat(32)}`,
  '/installation',
  `/suffixes/default/${region}/abc`,
  `/secrets/default/${region}`,
  `/offers/default/${region}`,
  `/accounts/default/${region}`,
];

let installation: TestInstallation;
let ref: EnvironmentRef;
let backend: Awaited<ReturnType<TestInstallation['startBackend']>>;

const get = (path: string) =>
  request(backend.server)
    .get(`/api/streamflix${path}`)
    .expect(expectDocumented);

/** Starts the backend for a user of the group that owns the environment. */
async function signInAsOwner() {
  await backend.stop();
  backend = await installation.startBackend({
    features: [
      mockServices.userInfo.mock({
        getUserInfo: async () => ({
          userEntityRef: 'user:default/mock',
          ownershipEntityRefs: ['group:default/video'],
        }),
      }).factory,
    ],
  });
}

/** Advances the clock. */
function later(ms: number) {
  const now = Date.now;
  const begin = now();
  jest.spyOn(Date, 'now').mockImplementation(() => now() + ms);
  expect(Date.now()).toBeGreaterThanOrEqual(begin + ms);
}

beforeAll(async () => {
  installation = await TestInstallation.start();
  ref = await installation.deploy({
    suffix: 'abc',
    region,
    owner: 'group:default/video',
  });
});
afterAll(() => installation.aws.stop());
beforeEach(async () => {
  installation.recorder.reset();
  backend = await installation.startBackend();
});
afterEach(async () => {
  jest.restoreAllMocks();
  await backend.stop();
});

describe('GET /openapi.json', () => {
  it('describes every route, under the path of the plugin', async () => {
    const { body } = await request(backend.server).get(
      '/api/streamflix/openapi.json',
    );
    const described = Object.keys(body.paths).map(
      path => new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`),
    );
    const undescribed = routes.filter(
      route => !described.some(path => path.test(`/api/streamflix${route}`)),
    );
    expect(undescribed).toEqual([]);
  });
});

describe('the routes', () => {
  it('turn away who has not signed in', async () => {
    for (const path of routes) {
      const { status } = await get(path).set(
        'Authorization',
        mockCredentials.none.header(),
      );
      expect({ path, status }).toEqual({ path, status: 401 });
    }
    expect(installation.recorder.calls).toEqual([]);
  });

  it('refuse who may not, before AWS is asked', async () => {
    await backend.stop();
    backend = await installation.startBackend({
      features: [
        mockServices.permissions.factory({ result: AuthorizeResult.DENY }),
      ],
    });
    for (const path of routes) {
      const { status, body } = await get(path);
      expect({ path, status, name: body.error?.name }).toEqual({
        path,
        status: 403,
        name: 'NotAllowedError',
      });
    }
    expect(installation.recorder.calls).toEqual([]);
  });

  const malformed: [path: string, expected: RegExp][] = [
    [
      `/environments/${account}/${region}/Bad--Name`,
      /^Suffix must be 3 to 20 characters/,
    ],
    [
      `/environments/12/nowhere/abc`,
      /AWS account must be .* Region must be an AWS region/,
    ],
    [`/environments/default/${region}/abc`, /^AWS account must be/],
    [
      `/environments/${account}/${region}/abc?refresh=maybe`,
      /refresh must be true or false/,
    ],
    [`/suffixes/default/${region}/x`, /^Suffix must be/],
    [`/secrets/default/..%2Fx`, /^Region must be/],
    [
      `/environments/${account}/${region}/abc/events?cursor=`,
      /^cursor must be/,
    ],
    [
      `/environments/${account}/${region}/abc/events?cursor=a%20b`,
      /^cursor must be/,
    ],
    [`/environments/${account}/${region}/%E0%A4%A`, /^The path is not valid/],
  ];
  it('report what is wrong with a request', async () => {
    for (const [path, expected] of malformed) {
      const { status, body } = await get(path);
      expect({ path, status, message: body.error?.message }).toEqual({
        path,
        status: 400,
        message: expect.stringMatching(expected),
      });
    }
    expect(installation.recorder.calls).toEqual([]);
  });

  it('refuse a cursor that is too long', async () => {
    const cursor = 'a'.repeat(5000);
    await get(
      `/environments/${account}/${region}/abc/events?cursor=${cursor}`,
    ).expect(400);
    expect(installation.recorder.calls).toEqual([]);
  });

  const elsewhere = [
    `/environments/${account}/us-east-1/abc`,
    `/environments/111111111111/${region}/abc`,
    `/environments/111111111111/${region}/abc/events`,
    `/environments/111111111111/${region}/abc/stack`,
    `/environments/${account}/us-east-1/abc/authorization`,
    `/suffixes/default/us-east-1/abc`,
    `/secrets/111111111111/${region}`,
    `/suffixes/111111111111/${region}/abc`,
    `/secrets/default/us-east-1`,
    `/offers/default/us-east-1`,
  ];
  it('call no account or region that is not configured', async () => {
    for (const path of elsewhere) {
      const { status, body } = await get(path);
      expect({ path, status, message: body.error?.message }).toEqual({
        path,
        status: 404,
        message: expect.stringMatching(
          /^This installation has no environments/,
        ),
      });
    }
    expect(
      installation.recorder.calls.filter(each => each !== 'GetCallerIdentity'),
    ).toEqual([]);
  });
});

describe('GET /environments', () => {
  it('lists every environment with its health', async () => {
    const { body } = await get('/environments').expect(200);
    expect(body).toMatchObject({
      items: [
        {
          ...ref,
          blueprint: 'video-pipeline',
          owner: 'group:default/video',
          version: expect.any(String),
          health: 'healthy',
          state: 'Running',
          reasons: [],
        },
      ],
      failures: [],
      localAws: true,
    });
  });

  it('answers the next caller without asking AWS again', async () => {
    await get('/environments').expect(200);
    installation.recorder.reset();
    await get('/environments').expect(200);
    await get(`/environments/${account}/${region}/abc`).expect(200);
    expect(installation.recorder.calls).toEqual([]);
  });

  it('reports which target it could not list, and keeps its environments as unknown', async () => {
    await get('/environments').expect(200);
    installation.recorder.fault = (operation, call) => {
      if (operation === 'DescribeStacks' && call.region === region) {
        throw new AwsError('AccessDenied', 'For the test.', 403);
      }
    };
    later(10 * 60_000);
    const { body } = await get('/environments').expect(200);
    const reason = expect.stringContaining(
      'AWS denies cloudformation:DescribeStacks',
    );
    expect(body.failures).toEqual([{ account, region, reason }]);
    expect(body.items).toMatchObject([
      { suffix: 'abc', health: 'unknown', reasons: [reason] },
    ]);
  });
});

describe('GET /environments/:account/:region/:suffix', () => {
  const path = `/environments/${account}/${region}/abc`;

  it('returns the status with all components', async () => {
    const { body } = await get(path).expect(200);
    expect(body).toMatchObject({
      ref,
      health: 'healthy',
      localAws: true,
      components: [
        { kind: 'ecs', health: 'healthy' },
        { kind: 'database', health: 'healthy' },
        { kind: 'stream', health: 'healthy' },
      ],
    });
  });

  it('returns the alarms with their states, when it is asked for, and reads them once for each reading of the status', async () => {
    const { recorder } = installation;
    recorder.reset();
    const { body } = await get(`${path}?alarms=true`).expect(200);
    expect(body.alarms.value.map(({ id }: { id: string }) => id)).toEqual([
      'worker-cpu',
      'worker-memory',
      'database-cpu',
      'database-connections',
      'stream-age',
      'stream-throughput',
    ]);
    await Promise.all([
      get(`${path}?alarms=true`),
      get(`${path}?alarms=true`),
      get(`${path}?alarms=true`),
    ]);
    expect(recorder.count('DescribeAlarms')).toBeLessThanOrEqual(1);
    const { body: status } = await get(path).expect(200);
    expect(status.alarms).toBeUndefined();
  });

  it('returns the status without the alarms when those cannot be read', async () => {
    installation.recorder.fault = operation => {
      if (operation === 'DescribeAlarms') {
        throw new AwsError('AccessDenied', 'arn:aws:iam::1:role/x', 403);
      }
    };
    later(11_000);
    const { body } = await get(`${path}?alarms=true&refresh=true`).expect(200);
    expect(body.health).toBe('healthy');
    expect(body.alarms).toMatchObject({
      ok: false,
      reason: expect.stringContaining('cloudwatch:DescribeAlarms'),
    });
  });

  it('reports that there is no such environment', async () => {
    const { body } = await get(
      `/environments/${account}/${region}/nobody`,
    ).expect(200);
    expect(body).toMatchObject({ health: 'absent', components: [] });
  });

  it('reads again when asked, but at most every ten seconds', async () => {
    const { recorder } = installation;
    await get(path).expect(200);
    recorder.reset();
    await get(`${path}?refresh=true`).expect(200);
    expect(recorder.count('DescribeStacks')).toBe(0);

    later(11_000);
    const { body } = await get(`${path}?refresh=true`).expect(200);
    expect(body.health).toBe('healthy');
    expect(recorder.count('DescribeStacks')).toBe(1);
    await get(`${path}?refresh=true`).expect(200);
    expect(recorder.count('DescribeStacks')).toBe(1);
  });

  it('does not read again when it is not asked', async () => {
    await get(path).expect(200);
    later(11_000);
    installation.recorder.reset();
    await get(path).expect(200);
    expect(installation.recorder.calls).toEqual([]);
  });

  it('reads once for all who ask at the same time', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => get(`${path}?refresh=true`)),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
    expect(installation.recorder.count('DescribeStacks')).toBe(1);
    expect(installation.recorder.count('GetMetricData')).toBe(1);
  });

  it('reports what it could not read, and why, as an ordinary answer', async () => {
    installation.recorder.fault = operation => {
      if (operation === 'DescribeDBClusters') {
        throw new AwsError('AccessDenied', 'arn:aws:iam::1:role/x', 403);
      }
    };
    const { body } = await get(path).expect(200);
    expect(body.health).toBe('unknown');
    expect(body.components[1]).toMatchObject({
      kind: 'database',
      health: 'unknown',
    });
  });
});

describe('GET …/events', () => {
  const path = `/environments/${account}/${region}/abc/events`;

  it('gives pages, newest first, with a cursor to the next', async () => {
    const first = await get(path).expect(200);
    expect(first.body.items[0]).toMatchObject({
      logicalId: 'streamflix-abc',
      status: 'CREATE_COMPLETE',
    });
    const cursor = encodeURIComponent(first.body.nextCursor);
    const second = await get(`${path}?cursor=${cursor}`).expect(200);
    expect(second.body.items.length).toBeGreaterThan(0);
    expect(second.body.items[0].at <= first.body.items.at(-1).at).toBe(true);
  });

  it('asks AWS once for all who watch', async () => {
    await Promise.all(Array.from({ length: 10 }, () => get(path)));
    await get(path).expect(200);
    expect(installation.recorder.count('DescribeStackEvents')).toBe(1);
  });

  it('does not find those of an environment that is not there', async () => {
    const { body } = await get(
      `/environments/${account}/${region}/nobody/events`,
    ).expect(404);
    expect(body.error.message).toMatch(/^There is no environment nobody/);
  });

  it('reports that AWS denies them as an error that is not the caller’s', async () => {
    installation.recorder.fault = operation => {
      if (operation === 'DescribeStackEvents') {
        throw new AwsError('AccessDenied', 'For the test.', 403);
      }
    };
    const { body } = await get(path).expect(503);
    expect(body.error.message).toMatch(
      /^AWS denies cloudformation:DescribeStackEvents/,
    );
  });

  it('does not reveal the message of an unexpected AWS error', async () => {
    installation.recorder.fault = operation => {
      if (operation === 'DescribeStackEvents') {
        throw new AwsError('Oddity', 'arn:aws:iam::1:role/secret is odd');
      }
    };
    const { body } = await get(path).expect(503);
    expect(body.error.message).toBe(
      "AWS did not answer as expected (Oddity). Ask the operator of this installation; the backend's log has details.",
    );
    expect(JSON.stringify(body)).not.toContain('role/secret');
  });
});

describe('GET …/stack', () => {
  const path = `/environments/${account}/${region}/abc/stack`;
  const deny = (denied: string) => {
    installation.recorder.fault = operation => {
      if (operation === denied) {
        throw new AwsError('AccessDenied', 'For the test.', 403);
      }
    };
  };

  it('lists the resources of the environment, and what a destruction does to their data', async () => {
    const { body } = await get(path).expect(200);
    expect(body).toMatchObject({
      ref,
      blueprint: 'video-pipeline',
      owner: 'group:default/video',
      stackStatus: 'CREATE_COMPLETE',
      protected: false,
      spec: {
        ok: true,
        value: { suffix: 'abc', worker: { maxTasks: 10 }, tags: {} },
      },
    });
    const { resources, retainedResources }: EnvironmentStack = body;
    expect(resources).toContainEqual({
      logicalId: 'DeadLetterQueue',
      physicalId: expect.stringMatching(/dead-letters-abc$/),
      type: 'AWS::SQS::Queue',
      area: 'Stream',
      status: 'CREATE_COMPLETE',
      deletionNote: 'Dead-letter queue: deleted with the messages in it.',
      retained: false,
    });
    // The cluster holds the data, its instances do not.
    const databases = resources.filter(({ type }) =>
      type.includes('::RDS::DB'),
    );
    expect(
      databases
        .filter(({ deletionNote }) => deletionNote)
        .map(({ type }) => type),
    ).toEqual(['AWS::RDS::DBCluster']);
    expect(retainedResources).toContain(
      'Metrics in CloudWatch, which expire within 15 months.',
    );
  });

  it('reports that the specification could not be read, and returns the rest', async () => {
    deny('GetTemplate');
    const { body } = await get(path).expect(200);
    expect(body.spec).toMatchObject({
      ok: false,
      reason: expect.stringMatching(/^AWS denies cloudformation:GetTemplate/),
    });
    expect(body.resources.length).toBeGreaterThan(30);
  });

  it('returns no part of a list of resources that could not be read', async () => {
    deny('ListStackResources');
    const { body } = await get(path).expect(503);
    expect(body.error.message).toMatch(
      /^AWS denies cloudformation:ListStackResources/,
    );
  });

  it('does not find an environment that is not there', async () => {
    const { body } = await get(
      `/environments/${account}/${region}/nobody/stack`,
    ).expect(404);
    expect(body.error.message).toMatch(/^There is no environment nobody/);
  });
});

describe('GET …/template', () => {
  const path = `/environments/${account}/${region}/abc/template`;

  it('returns the template of the stack, without values of secrets', async () => {
    const { body } = await get(path).expect(200);
    const template = JSON.parse(body.body);
    expect(template.Resources.DeadLetterQueue.Type).toBe('AWS::SQS::Queue');
    // Without the request, which names who made it.
    expect(Object.keys(template.Metadata)).toEqual(['StreamFlix::Spec']);
  });

  it('does not find an environment that does not exist', async () => {
    const { body } = await get(
      `/environments/${account}/${region}/nobody/template`,
    ).expect(404);
    expect(body.error.message).toMatch(/^There is no environment nobody/);
  });
});

describe('GET …/logs/:source', () => {
  const path = `/environments/${account}/${region}/abc/logs`;

  it('refuses users who do not own the environment', async () => {
    const { body } = await get(`${path}/worker`).expect(403);
    expect(body.error.message).toBe(
      'Only users who can change this environment can see its logs.',
    );
    expect(installation.recorder.calls).not.toContain('FilterLogEvents');
  });

  it('returns the last lines of a part, and reads them once for all viewers', async () => {
    await signInAsOwner();
    const { body } = await get(`${path}/worker`).expect(200);
    expect(body).toMatchObject({ source: 'worker', isPartial: false });
    const { length } = installation.recorder.calls;
    await get(`${path}/worker`).expect(200);
    expect(
      installation.recorder.calls
        .slice(length)
        .filter(call => call === 'FilterLogEvents'),
    ).toEqual([]);
  });

  it('does not find the log of a part that the environment does not have', async () => {
    await signInAsOwner();
    const { body } = await get(`${path}/service`).expect(404);
    expect(body.error.message).toBe(
      'The environment abc has no log of this kind.',
    );
  });

  it('refuses another source', async () => {
    const { body } = await get(`${path}/secrets`).expect(400);
    expect(body.error.message).toMatch(/must be service, worker or api/);
  });
});

describe('an installation whose credentials have expired', () => {
  it.each([
    '/environments',
    '/installation',
    `/suffixes/default/${region}/abc`,
  ])('reports it in one message: %s', async path => {
    installation.recorder.fault = () => {
      throw new AwsError('ExpiredToken', 'For the test.', 403);
    };
    const { body } = await get(path).expect(503);
    expect(body.error.message).toMatch(
      /^The AWS credentials of this installation for \S+ have expired\. Ask the operator/,
    );
  });
});

describe('the logs of failed containers', () => {
  const path = `/environments/${account}/${region}/abc/logs`;
  const kept = [{ container: 'api', lines: ['DB_PASSWORD=[hidden]'] }];
  const readLogs = () =>
    jest.spyOn(ContainerLogs.prototype, 'get').mockReturnValue(kept);

  it('are those that were kept for the stack, and empty where none were', async () => {
    await signInAsOwner();
    expect((await get(path).expect(200)).body).toEqual({ containers: [] });
    const reading = readLogs();
    expect((await get(path).expect(200)).body).toEqual({ containers: kept });
    expect(reading).toHaveBeenCalledWith(
      expect.stringMatching(/:stack\/streamflix-abc\//),
    );
  });

  it('are not for users who do not own the environment', async () => {
    const reading = readLogs();
    const { body } = await get(path).expect(403);
    expect(body.error.message).toBe(
      'Only users who can change this environment can see its logs.',
    );
    expect(reading).not.toHaveBeenCalled();
  });

  it('are not for users who may not read the environment', async () => {
    await backend.stop();
    backend = await installation.startBackend(
      withPolicy(({ name }) =>
        name === 'streamflix.environment.read'
          ? ownedBy(['group:default/others'])
          : { result: AuthorizeResult.ALLOW },
      ),
    );
    const reading = readLogs();
    const { body } = await get(path).expect(403);
    expect(JSON.stringify(body)).not.toContain('DB_PASSWORD');
    expect(reading).not.toHaveBeenCalled();
  });
});

describe('what the form asks', () => {
  it('receives the regions and accounts of the installation', async () => {
    const { body } = await get('/installation').expect(200);
    expect(body).toEqual({
      regions: ['eu-west-2', 'eu-central-1'],
      accounts: [{ id: account }],
      localAws: true,
      mayCreate: true,
      mayCheckAccounts: true,
      owners: { own: ['user:default/mock'], any: true },
      allowedSecrets: ['streamflix/*'],
      allowedImages: expect.arrayContaining([
        'public.ecr.aws/docker/library/nginx',
      ]),
    });
  });

  it('receives whether a suffix is free, and who has it when not', async () => {
    const free = await get(`/suffixes/default/${region}/xyz`).expect(200);
    expect(free.body).toEqual({ free: true });
    const taken = await get(`/suffixes/default/${region}/abc`).expect(200);
    expect(taken.body).toEqual({
      free: false,
      owner: 'group:default/video',
      stackStatus: 'CREATE_COMPLETE',
    });
  });

  it('receives what AWS offers the account', async () => {
    const { body } = await get(`/offers/default/${region}`).expect(200);
    expect(body).toMatchObject({
      zones: expect.arrayContaining([expect.stringMatching(/-az1$/)]),
      instanceClasses: expect.arrayContaining(['db.t4g.medium']),
      databaseVersions: { rds: expect.arrayContaining(['16.13']) },
      unread: [],
    });
  });

  it('receives the names of secrets, and none of their values', async () => {
    const { body } = await get(`/secrets/default/${region}`).expect(200);
    expect(body).toEqual({
      names: [
        'streamflix/api-keys',
        'streamflix/database',
        'streamflix/database-replica',
      ],
      truncated: false,
    });
    expect(installation.recorder.calls).not.toContain('GetSecretValue');
  });
});

describe('the check of an account', () => {
  it('reports what the account needs, and asks AWS for nothing in another one', async () => {
    const { body } = await get(
      `/accounts/default/${region}?environments=3`,
    ).expect(200);
    expect(body).toMatchObject({ account, region, environments: 3 });
    expect(body.findings.map(({ id }: { id: string }) => id)).toEqual(
      expect.arrayContaining(['credentials', 'api-log-role']),
    );
    installation.recorder.reset();
    await get(`/accounts/111111111111/${region}`).expect(404);
    expect(installation.recorder.count('GetRole')).toBe(0);
  });

  it.each(['0', '1001', '1.5', 'many'])(
    'refuses to check for %s environments',
    async count => {
      const { body } = await get(
        `/accounts/default/${region}?environments=${count}`,
      ).expect(400);
      expect(body.error.message).toMatch(/^environments must be/);
    },
  );
});

describe('an environment with an operation in progress', () => {
  it('is followed closely, and no more closely when many look', async () => {
    const { recorder } = installation;
    recorder.stalled = ['DatabaseWriter'];
    const end = new AbortController();
    const deployment = installation
      .deploy(
        { suffix: 'slow', region, owner: 'group:default/video' },
        end.signal,
      )
      .catch(() => undefined);
    const path = `/environments/${account}/${region}/slow`;
    const done = async () => (await get(path).expect(200)).body.progress?.done;
    try {
      while (recorder.count('ExecuteChangeSet') === 0) await sleep(20);
      while (((await done()) ?? 0) < 10) await sleep(100);

      await sleep(2_600);
      recorder.calls = [];
      await Promise.all(
        Array.from({ length: 10 }, () => get(path).expect(200)),
      );
      // The deployment itself may read its stack at the same time.
      expect([1, 2]).toContain(recorder.count('DescribeStacks'));

      const { body } = await get('/environments').expect(200);
      expect(body.items).toMatchObject([
        { suffix: 'abc', health: 'healthy' },
        {
          suffix: 'slow',
          health: 'deploying',
          state: expect.stringMatching(
            /^Being created: \d+ of \d+ resources done$/,
          ),
        },
      ]);
    } finally {
      // The tests after this one expect it to be gone.
      end.abort();
      await deployment;
    }
  });
});

describe('the schedule', () => {
  it('collects before the first request', async () => {
    await backend.stop();
    backend = await installation.startBackend({ collects: true });
    const { recorder } = installation;
    while (recorder.count('GetMetricData') === 0) {
      await sleep(20);
    }
    await get('/environments').expect(200);
    recorder.reset();
    const { body } = await get('/environments').expect(200);
    expect(body.items).toMatchObject([{ suffix: 'abc', health: 'healthy' }]);
    expect(recorder.calls).toEqual([]);
  });
});

describe('the end of an operation', () => {
  it('is known at once, and so is that the environment is gone', async () => {
    const other = await installation.deploy({
      suffix: 'short-lived',
      region,
      owner: 'group:default/video',
    });
    const suffixes = async () => {
      const { body } = await get('/environments').expect(200);
      return body.items.map(({ suffix }: EnvironmentRef) => suffix);
    };
    expect(await suffixes()).toEqual(['abc', 'short-lived']);

    const health = async () => {
      const path = `/environments/${account}/${region}/short-lived`;
      return (await get(path).expect(200)).body.health;
    };
    expect(await health()).toBe('healthy');

    await installation.destroy(other);
    expect(await suffixes()).toEqual(['abc', 'short-lived']);
    expect(await health()).toBe('healthy');
    await backend.events.publish({
      topic: environmentTopic,
      eventPayload: { ref: other, state: 'absent' },
    });
    expect(await suffixes()).toEqual(['abc']);
    expect(await health()).toBe('absent');
  });

  it.each([
    ['which is something else', { something: 'else' }],
    [
      'of an account that is not configured',
      {
        ref: { account: '111111111111', region, suffix: 'abc' },
        state: 'present',
      },
    ],
    [
      'of a suffix that is none',
      { ref: { account, region, suffix: 'abc/../x' }, state: 'present' },
    ],
  ])('causes no call to AWS for an event %s', async (_, eventPayload) => {
    await get('/environments').expect(200);
    installation.recorder.reset();
    await backend.events.publish({ topic: environmentTopic, eventPayload });
    expect(installation.recorder.calls).toEqual([]);
  });
});

describe('the start of an operation', () => {
  it('makes an environment known as soon as it was seen', async () => {
    const other = { account, region, suffix: 'just-started' };
    const suffixes = async () => {
      const { body } = await get('/environments').expect(200);
      return body.items.map(({ suffix }: EnvironmentRef) => suffix);
    };
    expect(await suffixes()).not.toContain('just-started');
    const stackArn = await installation.createStack(other);
    await backend.events.publish({
      topic: operationTopic,
      eventPayload: { ref: other, stackArn },
    });
    expect(await suffixes()).toContain('just-started');
    await installation.deleteStack(other);
  });
});

describe('a change of an environment', () => {
  it('is signalled to browsers with nothing but its reference', async () => {
    const published: unknown[] = [];
    await backend.stop();
    backend = await installation.startBackend({
      features: [
        createServiceFactory({
          service: signalsServiceRef,
          deps: {},
          factory: () => ({
            publish: async signal => void published.push(signal),
          }),
        }),
      ],
    });
    await get('/environments').expect(200);
    expect(published).toEqual([]);

    const other = { account, region, suffix: 'signalled' };
    const stackArn = await installation.createStack(other);
    await backend.events.publish({
      topic: operationTopic,
      eventPayload: { ref: other, stackArn },
    });
    expect(published).toEqual([
      {
        recipients: { type: 'broadcast' },
        channel: environmentsChannel,
        message: { refs: [other] },
      },
    ]);
    await installation.deleteStack(other);
    await backend.events.publish({
      topic: operationTopic,
      eventPayload: { ref: other, stackArn },
    });
    expect(published).toHaveLength(2);
  });

  it('is shown to every other caller as soon as a task reports it: that a destruction has started', async () => {
    const other = { account, region, suffix: 'leaving' };
    const stackArn = await installation.createStack(other);
    const path = `/environments/${account}/${region}/leaving`;
    const shown = async () => {
      const status = await get(path).expect(200);
      const list = await get('/environments').expect(200);
      const row = list.body.items.find(
        ({ suffix }: EnvironmentRef) => suffix === 'leaving',
      );
      return [status.body.health, row?.health];
    };
    // The stack of the test has no components.
    expect(await shown()).toEqual(['unknown', 'unknown']);
    installation.aws.faults.add({
      kind: 'hang-resource',
      operation: 'delete',
      stack: 'streamflix-leaving',
    });
    await installation.startDeletion(other);
    await backend.events.publish({
      topic: operationTopic,
      eventPayload: { ref: other, stackArn },
    });
    expect(await shown()).toEqual(['deploying', 'deploying']);
  });
});
