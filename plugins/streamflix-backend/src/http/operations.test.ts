import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BackstageUserPrincipal } from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  AuthorizeResult,
  isPermission,
} from '@backstage/plugin-permission-common';
import {
  environmentReadPermission,
  type EnvironmentRef,
  type Operation,
} from '@streamflix/backstage-plugin-streamflix-common';
import {
  deployEnvironment,
  destroyEnvironment,
  operationId,
} from '@streamflix/backstage-plugin-streamflix-node';
import type { Knex } from 'knex';
import request from 'supertest';
import { expectDocumented } from '../__testUtils__/expectDocumented';
import { account, TestInstallation } from '../__testUtils__/TestInstallation';
import { ownedBy, withPolicy } from '../__testUtils__/withPolicy';

jest.setTimeout(120_000);

const region = 'eu-central-1';
const owner = 'group:default/video';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

describe('GET and POST …/operations/:id', () => {
  let installation: TestInstallation;
  let backend: Awaited<ReturnType<TestInstallation['startBackend']>>;
  const auditor = mockServices.auditor.mock();
  const audited = {
    success: jest.fn(async () => {}),
    fail: jest.fn(async () => {}),
  };

  /** A user who owns nothing. */
  const stranger = 'user:default/mallory';

  /** @param options.knex - a database that outlives the backend */
  const start = ({ knex, ...more }: { config?: object; knex?: Knex } = {}) =>
    installation.startBackend({
      ...more,
      features: [
        ...(knex
          ? [
              mockServices.database.mock({ getClient: async () => knex })
                .factory,
            ]
          : []),
        auditor.factory,
        mockServices.userInfo.mock({
          getUserInfo: async ({ principal }) => ({
            userEntityRef: 'user:default/mock',
            ownershipEntityRefs:
              (principal as BackstageUserPrincipal).userEntityRef === stranger
                ? []
                : [owner],
          }),
        }).factory,
        catalogServiceMock.factory({
          entities: [
            {
              apiVersion: 'backstage.io/v1alpha1',
              kind: 'Group',
              metadata: { name: 'video', namespace: 'default' },
              spec: { type: 'team', children: [] },
            },
          ],
        }),
      ],
    });

  beforeAll(async () => {
    installation = await TestInstallation.start({ speed: 120 });
  });
  afterAll(() => installation.aws.stop());
  beforeEach(async () => {
    installation.recorder.reset();
    jest.clearAllMocks();
    auditor.createEvent.mockResolvedValue(audited);
    backend = await start();
  });
  afterEach(() => backend.stop());

  const refOf = (suffix: string): EnvironmentRef => ({
    account,
    region,
    suffix,
  });
  const pathOf = ({ suffix }: EnvironmentRef, id: string) =>
    `/api/streamflix/environments/${account}/${region}/${suffix}/operations/${id}`;
  const read = async (ref: EnvironmentRef, id: string): Promise<Operation> =>
    (await request(backend.server).get(pathOf(ref, id)).expect(200)).body;

  /** Reads until a condition holds, as a page does. */
  async function until(
    ref: EnvironmentRef,
    id: string,
    holds: (operation: Operation) => boolean,
  ): Promise<Operation> {
    for (;;) {
      const { status, body } = await request(backend.server)
        .get(pathOf(ref, id))
        .expect(expectDocumented);
      if (status === 200 && holds(body)) return body;
      await sleep(150);
    }
  }

  function deploy(suffix: string, more: object = {}) {
    const token = randomUUID();
    const outcome = deployEnvironment(installation.access, {
      input: { blueprint: 'video-pipeline', suffix, region, owner, ...more },
      token,
      authorizer: installation.terminal,
    });
    return { id: `deploy-${operationId(token)}`, outcome };
  }

  function destroy(suffix: string) {
    const token = randomUUID();
    const outcome = destroyEnvironment(installation.access, {
      ref: refOf(suffix),
      token,
      authorizer: installation.terminal,
    });
    return { id: `destroy-${operationId(token)}`, outcome };
  }

  it('follow a creation to its end, and find the deletion of the environment afterwards', async () => {
    const ref = refOf('made');
    const { id, outcome } = deploy('made');
    const early = await until(ref, id, ({ resources }) =>
      resources.some(({ waitsFor }) => waitsFor),
    );
    expect(early).toMatchObject({
      ref,
      id,
      kind: 'create',
      state: 'in-progress',
      stackStatus: 'CREATE_IN_PROGRESS',
      owner,
      blueprint: 'video-pipeline',
      localAws: true,
      cancel: { possible: true, effect: 'delete' },
    });
    expect(early.total).toBe(early.resources.length);
    expect(early.awaited?.logicalId).toBeDefined();
    expect(early.expectedEnd! > early.readAt).toBe(true);
    expect(early.resources.some(({ isCritical }) => isCritical)).toBe(true);

    await outcome;
    const end = await until(ref, id, ({ state }) => state === 'finished');
    expect(end).toMatchObject({
      done: end.total,
      stackStatus: 'CREATE_COMPLETE',
      result: { outcome: 'created', message: (await outcome).message },
      cancel: { possible: false },
    });
    expect(end.endedAt! > end.startedAt).toBe(true);
    expect(new Set(end.resources.map(({ state }) => state))).toEqual(
      new Set(['done']),
    );

    const deletion = destroy('made');
    const going = await until(ref, deletion.id, ({ done }) => done > 0);
    expect(going).toMatchObject({
      kind: 'delete',
      cancel: { possible: false, reason: 'A deletion cannot be cancelled.' },
    });
    await deletion.outcome;
    const gone = await until(
      ref,
      deletion.id,
      ({ state }) => state === 'finished',
    );
    expect(gone).toMatchObject({
      result: { outcome: 'destroyed' },
      done: gone.total,
    });
    // Also after a restart, when only AWS knows: the creation of a stack that exists no more.
    await backend.stop();
    backend = await start();
    expect(await read(ref, id)).toMatchObject({
      kind: 'create',
      state: 'finished',
      result: { outcome: 'created' },
    });
  });

  it('show why a creation fails as soon as it does, and its rollback to the end', async () => {
    const ref = refOf('broken');
    installation.aws.faults.add({
      kind: 'fail-resource',
      operation: 'create',
      type: 'AWS::Kinesis::Stream',
      reason: 'Stream limit exceeded for the test.',
      times: 1,
    });
    const { id, outcome } = deploy('broken');
    const failing = await until(ref, id, ({ explanation }) => !!explanation);
    expect(failing.explanation).toMatchObject({
      resource: { type: 'AWS::Kinesis::Stream' },
      awsMessage: expect.stringContaining('for the test'),
    });
    const root = failing.resources.find(
      ({ logicalId }) => logicalId === failing.explanation?.resource?.logicalId,
    );
    expect(root).toMatchObject({
      area: 'Stream',
      spans: expect.arrayContaining([
        expect.objectContaining({ action: 'create', result: 'failed' }),
      ]),
    });
    await outcome;
    const end = await until(ref, id, ({ state }) => state === 'finished');
    expect(end).toMatchObject({
      stackStatus: 'ROLLBACK_COMPLETE',
      result: { outcome: 'rolled-back', message: (await outcome).message },
      explanation: failing.explanation,
      isCancelled: false,
    });
    const states = end.resources.map(({ state }) => state);
    expect(states).toContain('deleted');
    expect(states).not.toContain('waiting');
    expect(states).not.toContain('in-progress');
  });

  it('show why the tasks of a service stop, which only ECS knows until the rollback deletes them', async () => {
    const ref = refOf('imageless');
    const { id, outcome } = deploy('imageless', {
      blueprint: 'content-delivery',
      service: { image: 'public.ecr.aws/docker/library/nginx:missing' },
    });
    await until(ref, id, ({ explanation }) => !!explanation);
    await outcome;
    const end = await until(ref, id, ({ state }) => state === 'finished');
    expect(end.explanation).toMatchObject({
      id: 'image-tag-missing',
      resource: { type: 'AWS::ECS::Service' },
    });
  });

  it('show the same particular cause as the history and the environment after a restart, when only the database has it', async () => {
    const ref = refOf('restarted');
    const knex = await databases.init('SQLITE_3');
    const restart = async () => {
      await backend.stop();
      backend = await start({ knex });
    };
    await restart();
    const { id, outcome } = deploy('restarted', {
      blueprint: 'content-delivery',
      service: { image: 'public.ecr.aws/docker/library/nginx:missing' },
    });
    await until(ref, id, ({ explanation }) => !!explanation);
    await outcome;
    await until(ref, id, ({ state }) => state === 'finished');
    await restart();
    const environment = pathOf(ref, '').replace(/\/operations\/$/, '');
    const get = async (path: string) =>
      (await request(backend.server).get(path).expect(200)).body;
    const { explanation } = await read(ref, id);
    expect(explanation).toMatchObject({ id: 'image-tag-missing' });
    const { items } = await get(`${environment}/operations`);
    expect(items[0].explanation).toEqual(explanation);
    const status = await get(environment);
    expect(status.explanation).toEqual(explanation);
  });

  const cancel = (ref: EnvironmentRef, id: string, body: object) =>
    request(backend.server)
      .post(`${pathOf(ref, id)}/cancel`)
      .send(body)
      .expect(expectDocumented);

  it('cancel a creation as the user saw it, and follow its deletion', async () => {
    const ref = refOf('halted');
    const { id, outcome } = deploy('halted');
    const { cancel: offered } = await until(ref, id, ({ done }) => done > 5);
    if (!offered.possible) throw new Error(offered.reason);
    const shown = await request(backend.server)
      .get(pathOf(ref, id))
      .set('Authorization', mockCredentials.user.header(stranger));
    expect(shown.body.cancel).toEqual({
      possible: false,
      reason: `To cancel an operation, you must be allowed to start it. This environment belongs to ${owner}. Only its owner can create it.`,
    });
    const { body } = await cancel(ref, id, { state: offered.state }).expect(
      200,
    );
    expect(body.messages).toEqual([
      expect.stringMatching(/^Cancelling the creation: CloudFormation deletes/),
    ]);
    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({ eventId: 'environment-cancel' }),
    );
    expect(audited.success).toHaveBeenCalledWith({
      meta: { call: 'DeleteStack' },
    });
    const turned = await read(ref, id);
    expect(turned).toMatchObject({ state: 'turning-back', isCancelled: true });
    // The operation has changed: what the user saw is no longer the case.
    await cancel(ref, id, { state: offered.state }).expect(409);
    // The process that started it reports the same.
    expect((await outcome).outcome).toBe('cancelled');
    const end = await until(ref, id, ({ state }) => state === 'finished');
    expect(end).toMatchObject({
      stackStatus: 'DELETE_COMPLETE',
      result: { outcome: 'cancelled' },
    });
    expect(end.explanation).toBeUndefined();
  });

  it('cancel a change, which is rolled back', async () => {
    const ref = refOf('turned');
    await deploy('turned').outcome;
    installation.aws.faults.add({
      kind: 'hang-resource',
      operation: 'update',
      type: 'AWS::Kinesis::Stream',
      times: 1,
    });
    const { id, outcome } = deploy('turned', { stream: { shards: 4 } });
    const running = await until(ref, id, ({ awaited }) => !!awaited);
    expect(running).toMatchObject({
      kind: 'update',
      cancel: { possible: true, effect: 'roll-back' },
    });
    // Only what the change set touches counts.
    expect(running.total).toBeLessThan(20);
    if (!running.cancel.possible) throw new Error(running.cancel.reason);
    await cancel(ref, id, { state: running.cancel.state }).expect(200);
    expect((await outcome).outcome).toBe('cancelled');
    const end = await until(ref, id, ({ state }) => state === 'finished');
    expect(end).toMatchObject({
      stackStatus: 'UPDATE_ROLLBACK_COMPLETE',
      isCancelled: true,
      result: { outcome: 'cancelled' },
    });
  });

  it('cost AWS for ten viewers what they cost for one, signal changes at once, and cost nothing without viewers', async () => {
    await backend.stop();
    backend = await start({
      config: {
        streamflix: {
          regions: [region],
          aws: { endpoint: installation.aws.url },
          operation: { pollInterval: { milliseconds: 200 } },
        },
      },
    });
    const ref = refOf('watched');
    const operation = 'c'.repeat(32);
    const id = `deploy-${operation}`;
    const lags: number[] = [];
    let latest = '';
    await backend.events.subscribe({
      id: 'test',
      topics: ['signals'],
      async onEvent({ eventPayload }) {
        const arrived = Date.now();
        expect(eventPayload).toEqual({
          channel: 'streamflix:operation',
          recipients: { type: 'user', entityRef: expect.any(Array) },
          message: { ...ref, id },
        });
        const { resources } = await read(ref, id);
        const times = resources
          .flatMap(({ spans }) => spans)
          .flatMap(({ startedAt, endedAt }) => [startedAt, endedAt ?? ''])
          .sort();
        const [newest] = times.slice(-1);
        if (newest > latest) lags.push(arrived - Date.parse(newest));
        latest = newest;
      },
    });
    installation.recorder.stalled = ['Queue'];
    // It never ends; local AWS does.
    installation
      .createStack(ref, { owner, token: `streamflix-deploy-${operation}-me` })
      .catch(() => {});
    await until(ref, id, ({ state }) => state === 'in-progress');

    const callsWhile = async (viewers: number) => {
      installation.recorder.calls.length = 0;
      const end = Date.now() + 2_000;
      await Promise.all(
        Array.from({ length: viewers }, async (_, index) => {
          while (Date.now() < end) {
            await request(backend.server)
              .get(pathOf(ref, id))
              .set(
                'Authorization',
                mockCredentials.user.header(`user:default/viewer${index}`),
              )
              .expect(200);
            await sleep(100);
          }
        }),
      );
      return installation.recorder.count('DescribeStackEvents');
    };
    const one = await callsWhile(1);
    const ten = await callsWhile(10);
    expect(one).toBeGreaterThan(3);
    expect(ten).toBeLessThanOrEqual(one + 2);
    expect(installation.recorder.count('GetTemplate')).toBe(0);
    expect(Math.max(...lags)).toBeLessThan(1_000);

    const now = Date.now;
    jest.spyOn(Date, 'now').mockImplementation(() => now() + 16_000);
    await sleep(500);
    installation.recorder.calls.length = 0;
    await sleep(600);
    expect(installation.recorder.count('DescribeStackEvents')).toBe(0);
    jest.restoreAllMocks();
  });

  it('find no operation that is not there, and refuse what is none', async () => {
    const ref = refOf('nothing');
    const id = `deploy-${'0'.repeat(32)}`;
    const { body } = await request(backend.server)
      .get(pathOf(ref, id))
      .expect(404);
    expect(body.error.message).toMatch(
      /^Environment nothing in eu-central-1 has no such operation/,
    );
    await request(backend.server).get(pathOf(ref, 'deploy-x')).expect(400);
    await request(backend.server)
      .get(pathOf(ref, id).replace(account, '111111111111'))
      .expect(404);
    await cancel(ref, id, {}).expect(400);
    await cancel(ref, id, { state: 'x' }).expect(404);
  });
});

describe('the operations of a suffix that was destroyed and created again by another owner', () => {
  it('are shown to, and cancelled by, only the owner of their stack', async () => {
    const installation = await TestInstallation.start();
    const before = 'user:default/before';
    const after = 'user:default/after';
    const backend = await installation.startBackend(
      withPolicy((permission, user) =>
        isPermission(permission, environmentReadPermission)
          ? ownedBy(user?.info.ownershipEntityRefs ?? [])
          : { result: AuthorizeResult.ALLOW },
      ),
    );
    const ref = { account, region, suffix: 'again' };
    const create = async (stackOwner: string, letter: string) => {
      const operation = letter.repeat(32);
      await installation.createStack(ref, {
        owner: stackOwner,
        token: `streamflix-deploy-${operation}-x`,
      });
      return `/api/streamflix/environments/${account}/${region}/again/operations/deploy-${operation}`;
    };
    const get = (path: string, user: string) =>
      request(backend.server)
        .get(path)
        .set('Authorization', mockCredentials.user.header(user));
    try {
      const first = await create(before, 'a');
      await get(first, before).expect(200);
      await get(first, after).expect(403);
      await installation.deleteStack(ref);
      const second = await create(after, 'b');
      await get(first, before).expect(200);
      await get(first, after).expect(403);
      await get(second, after).expect(200);
      await get(second, before).expect(403);
      await request(backend.server)
        .post(`${second}/cancel`)
        .set('Authorization', mockCredentials.user.header(before))
        .send({ state: 'x' })
        .expect(403);
      // Who may see nothing of a name learns nothing about it.
      await get(first.replace(/a{32}/, 'f'.repeat(32)), after).expect(403);
    } finally {
      await backend.stop();
      await installation.aws.stop();
    }
  });
});
