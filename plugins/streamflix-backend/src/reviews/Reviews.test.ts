import { setTimeout as sleep } from 'node:timers/promises';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type {
  EnvironmentRef,
  EnvironmentReview,
} from '@streamflix/backstage-plugin-streamflix-common';
import request from 'supertest';
import { expectDocumented } from '../__testUtils__/expectDocumented';
import { account, TestInstallation } from '../__testUtils__/TestInstallation';

jest.setTimeout(60_000);

const region = 'eu-central-1';
const ada = 'user:default/ada';
const bob = 'user:default/bob';
const owner = 'group:default/video';
const values = { blueprint: 'video-pipeline', owner };

const group = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { namespace: 'default', name: 'video' },
  spec: {},
};

let installation: TestInstallation;
let backend: Awaited<ReturnType<TestInstallation['startBackend']>>;

const pathOf = (suffix: string, inAccount = 'default') =>
  `/api/streamflix/environments/${inAccount}/${region}/${suffix}/plans`;

const post = (suffix: string, body: object, user = ada) =>
  request(backend.server)
    .post(pathOf(suffix))
    .set('Authorization', mockCredentials.user.header(user))
    .send(body)
    .expect(expectDocumented);

const start = (suffix: string, user = ada) =>
  post(suffix, { operation: 'create', values }, user);

const get = (suffix: string, changeSetArn: string, user = ada) =>
  request(backend.server)
    .get(pathOf(suffix))
    .query({ changeSetArn })
    .set('Authorization', mockCredentials.user.header(user))
    .expect(expectDocumented);

/** Polls as the page does. */
async function reviewOf(
  suffix: string,
  changeSetArn: string,
): Promise<EnvironmentReview> {
  for (;;) {
    const { body } = await get(suffix, changeSetArn).expect(200);
    if (body.state !== 'creating') return body;
    await sleep(20);
  }
}

const refOf = (suffix: string): EnvironmentRef => ({ account, region, suffix });

beforeAll(async () => {
  installation = await TestInstallation.start();
});
afterAll(() => installation.aws.stop());
beforeEach(async () => {
  backend = await installation.startBackend({
    features: [
      catalogServiceMock.factory({ entities: [group] }),
      mockServices.userInfo.mock({
        getUserInfo: async credentials => ({
          userEntityRef: (credentials.principal as { userEntityRef: string })
            .userEntityRef,
          ownershipEntityRefs: [owner],
        }),
      }).factory,
    ],
  });
  installation.recorder.reset();
});
afterEach(() => backend.stop());

describe('the review of a deployment', () => {
  it('answers at once with the change set, and shows every resource once CloudFormation has created it', async () => {
    const { body, status } = await start('fresh');
    expect([status, body.state]).toEqual([202, 'creating']);
    expect(body.changeSetArn).toMatch(/:changeSet\/streamflix-review-/);
    expect(installation.recorder.count('DescribeChangeSet')).toBe(0);

    const review = await reviewOf('fresh', body.changeSetArn);
    if (review.state !== 'ready') throw new Error(review.state);
    expect(review.kind).toBe('create');
    expect(review.changes.length).toBeGreaterThan(50);
    expect(new Set(review.changes.map(({ action }) => action))).toEqual(
      new Set(['add']),
    );
    expect(review.spec).toMatchObject({ suffix: 'fresh', owner });
    // Nothing was deployed before. The database alone takes AWS seven minutes.
    expect(review.expectedDuration?.source).toBe('table');
    expect(review.expectedDuration?.seconds).toBeGreaterThan(420);
  });

  it('is read only by the user who asked', async () => {
    const { body } = await start('mine');
    await reviewOf('mine', body.changeSetArn);
    await get('mine', body.changeSetArn, bob).expect(404);
    // Nor as a review of another environment.
    await get('other', body.changeSetArn).expect(404);
  });

  it('replaces the earlier review of the same user, and not that of another', async () => {
    const first = (await start('again')).body.changeSetArn;
    await reviewOf('again', first);
    const others = (await start('again', bob)).body.changeSetArn;
    const second = (await start('again')).body.changeSetArn;
    await reviewOf('again', second);
    for (let tries = 0; tries < 100; tries++) {
      const { status } = await get('again', first);
      if (status === 404) break;
      await sleep(20);
    }
    await get('again', first).expect(404);
    await get('again', others, bob).expect(200);
    expect(await installation.changeSetsOf(refOf('again'))).toHaveLength(2);
  });

  it('shows what a change makes of each value, and reports when nothing changes', async () => {
    await installation.deploy({ suffix: 'runs', region, owner });
    const change = (size: object) =>
      post('runs', { operation: 'change', values: { size } });
    const { body } = await change({ stream: { shards: 4 } });
    const review = await reviewOf('runs', body.changeSetArn);
    if (review.state !== 'ready') throw new Error(review.state);
    expect(review.kind).toBe('change');
    const stream = review.changes.find(
      ({ type }) => type === 'AWS::Kinesis::Stream',
    );
    expect(stream).toMatchObject({
      action: 'change',
      values: [{ path: 'ShardCount', before: '2', after: '4' }],
    });

    const same = (await change({})).body;
    expect(await reviewOf('runs', same.changeSetArn)).toEqual({
      state: 'unchanged',
    });
    await installation.destroy(refOf('runs'));
  });

  it('reports everything that is refused, and creates nothing', async () => {
    const { body, status } = await post('wrong', {
      operation: 'create',
      values: {
        ...values,
        size: { stream: { shards: 9999 } },
        advanced: { costCenter: '\n' },
      },
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      state: 'refused',
      problems: [{ path: 'costCenter' }, { path: 'stream.shards' }],
    });
    expect(installation.recorder.count('CreateChangeSet')).toBe(0);
  });

  it.each([
    [{ operation: 'destroy', values: {} }],
    [{ operation: 'create' }],
    [{ operation: 'create', values, skipResources: ['../x'] }],
    [{ operation: 'create', values, more: 1 }],
  ])('is not started by a request that is not one: %j', async body => {
    await post('odd', body).expect(400);
    expect(installation.recorder.count('CreateChangeSet')).toBe(0);
  });

  it.each([
    'arn:aws:cloudformation:eu-central-1:000000000000:stack/x/y',
    'https://example.com/',
    '',
  ])('is not read by %j, which names no change set', async arn => {
    await get('odd', arn).expect(400);
  });

  it('does not repeat a body that cannot be read', async () => {
    const { body, status } = await request(backend.server)
      .post(pathOf('odd'))
      .set('Authorization', mockCredentials.user.header(ada))
      .set('content-type', 'application/json')
      .send('{"password": "hunter2"');
    expect(status).toBe(400);
    expect(JSON.stringify(body)).not.toContain('hunter2');
  });

  it('is refused for a sixth environment while five reviews are open', async () => {
    const eve = 'user:default/eve';
    const statuses: string[] = [];
    const now = Date.now();
    let minutes = 0;
    const clock = jest
      .spyOn(Date, 'now')
      .mockImplementation(() => now + minutes * 60_000);
    for (const suffix of ['one', 'two', 'three', 'four', 'five', 'six']) {
      const { body } = await start(`${suffix}-e`, eve);
      statuses.push(
        body.state === 'refused' ? body.problems[0].message : body.state,
      );
      // Not to exceed the budget of calls.
      minutes += 3;
    }
    clock.mockRestore();
    expect(statuses).toEqual([
      ...Array(5).fill('creating'),
      expect.stringMatching(/^You have 5 plans that were not executed/),
    ]);
  });

  it('takes its calls from a budget of its own', async () => {
    const mallory = 'user:default/mallory';
    const started = await Promise.all(
      Array.from({ length: 12 }, () => start('busy', mallory)),
    );
    expect(started.filter(({ status }) => status === 429).length).toBe(9);
    expect(started.every(({ status }) => [202, 429].includes(status))).toBe(
      true,
    );
    expect(installation.recorder.calls.length).toBeLessThan(130);
  });
});
