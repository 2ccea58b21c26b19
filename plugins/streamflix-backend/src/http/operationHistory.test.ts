import { mockCredentials } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  isPermission,
} from '@backstage/plugin-permission-common';
import {
  environmentReadPermission,
  type OperationHistory,
} from '@streamflix/backstage-plugin-streamflix-common';
import request from 'supertest';
import { expectDocumented } from '../__testUtils__/expectDocumented';
import { OutcomeStore } from '../outcomes/OutcomeStore';
import { account, TestInstallation } from '../__testUtils__/TestInstallation';
import { ownedBy, withPolicy } from '../__testUtils__/withPolicy';

jest.setTimeout(120_000);

const region = 'eu-central-1';
const ada = 'user:default/ada';
const eve = 'user:default/eve';
/** May read everything and owns nothing. */
const auditor = 'user:default/auditor';

describe('the history of operations', () => {
  let installation: TestInstallation;
  let backend: Awaited<ReturnType<TestInstallation['startBackend']>>;
  beforeAll(async () => {
    installation = await TestInstallation.start();
    backend = await installation.startBackend(
      withPolicy((permission, user) =>
        isPermission(permission, environmentReadPermission) &&
        user?.info.userEntityRef !== auditor
          ? ownedBy(user?.info.ownershipEntityRefs ?? [])
          : { result: AuthorizeResult.ALLOW },
      ),
    );
  });
  afterAll(async () => {
    await backend.stop();
    await installation.aws.stop();
  });
  const { now } = Date;
  let ahead = 0;
  beforeEach(() => {
    jest.spyOn(Date, 'now').mockImplementation(() => now() + ahead);
  });
  afterEach(() => jest.restoreAllMocks());

  const get = (user: string, suffix: string) =>
    request(backend.server)
      .get(
        `/api/streamflix/environments/${account}/${region}/${suffix}/operations`,
      )
      .expect(expectDocumented)
      .set('Authorization', mockCredentials.user.header(user));
  const read = async (user: string, suffix: string) =>
    (await get(user, suffix).expect(200)).body as OperationHistory;

  /** Lets cached readings expire. */
  function wait(milliseconds: number) {
    ahead += milliseconds;
  }

  it('lists what was changed, and shows the identity in AWS only to users who may change the environment', async () => {
    const ref = { account, region, suffix: 'abc' };
    await installation.deploy({ ...ref, owner: ada });
    await installation.deploy({ ...ref, owner: ada, worker: { maxTasks: 7 } });
    const own = await read(ada, 'abc');
    expect(own).toMatchObject({ owner: ada, unread: [] });
    expect(own.items).toMatchObject([
      {
        kind: 'change',
        outcome: 'updated',
        requester: { from: 'terminal', id: expect.stringMatching(/^arn:aws:/) },
        differences: [{ path: 'worker.maxTasks', from: '10', to: '7' }],
      },
      { kind: 'create', outcome: 'created' },
    ]);
    const seen = await read(auditor, 'abc');
    expect(seen.items.map(({ requester }) => requester)).toEqual([
      { from: 'terminal' },
      { from: 'terminal' },
    ]);
    expect(JSON.stringify(seen)).not.toContain('arn:aws:sts');
    await get(eve, 'abc').expect(403);
    // Neither does the template show it.
    const { body } = await request(backend.server)
      .get(`/api/streamflix/environments/${account}/${region}/abc/template`)
      .set('Authorization', mockCredentials.user.header(auditor))
      .expect(200);
    expect(body.body).toContain('StreamFlix::Spec');
    expect(body.body).not.toMatch(/StreamFlix::(History|Request)/);
  });

  it('reports that stored outcomes are missing when the database does not respond', async () => {
    jest
      .spyOn(OutcomeStore.prototype, 'outcomesOf')
      .mockRejectedValue(new Error('connect ECONNREFUSED 10.0.0.7:5432'));
    wait(60_001);
    const { items, unread } = await read(ada, 'abc');
    expect(items).toHaveLength(2);
    expect(unread).toEqual([
      'The stored outcomes of earlier operations: the database of the portal did not respond.',
    ]);
    wait(60_001);
  });

  it('causes as many calls to AWS for many viewers as for one', async () => {
    await installation.deploy({ suffix: 'busy', region, owner: ada });
    const { recorder } = installation;
    recorder.reset();
    await Promise.all(Array.from({ length: 10 }, () => read(ada, 'busy')));
    const { length } = recorder.calls;
    expect(length).toBeLessThanOrEqual(8);
    wait(5_001);
    // Only whether the stack has changed is read again.
    recorder.reset();
    await read(ada, 'busy');
    expect(recorder.calls).toEqual(['DescribeStacks']);
  });

  it('is found by name after a destroy, for the owner of that time and for no later owner', async () => {
    const ref = { account, region, suffix: 'again' };
    await installation.deploy({ ...ref, owner: ada });
    const before = await read(ada, 'again');
    await installation.destroy(ref);
    wait(5_001);
    const gone = await read(ada, 'again');
    expect(gone).toMatchObject({
      stackArn: before.stackArn,
      owner: ada,
      destroyedAt: expect.stringMatching(/^\d{4}-/),
    });
    expect(gone.items.map(({ kind, outcome }) => [kind, outcome])).toEqual([
      ['destroy', 'destroyed'],
      ['create', 'created'],
    ]);
    await get(eve, 'again').expect(403);

    await installation.deploy({ ...ref, owner: eve });
    wait(5_001);
    const later = await read(eve, 'again');
    expect(later.stackArn).not.toBe(before.stackArn);
    expect(later.items.map(({ kind }) => kind)).toEqual(['create']);
    // The owner of that time still sees the operations of that time, and nothing of the present.
    expect((await read(ada, 'again')).stackArn).toBe(before.stackArn);

    await installation.destroy(ref);
    wait(5_001);
    expect((await read(eve, 'again')).stackArn).toBe(later.stackArn);
    expect((await read(ada, 'again')).stackArn).toBe(before.stackArn);
  });

  it('has the failed creations that an environment replaced, and no other environment of its name', async () => {
    const ref = { account, region, suffix: 'fixed' };
    const { aws } = installation;
    const fail = async (owner: string) => {
      aws.faults.add({
        kind: 'fail-resource',
        operation: 'create',
        stack: 'streamflix-fixed',
        resource: 'Stream',
        reason: 'Limit exceeded',
        times: 1,
      });
      await expect(installation.deploy({ ...ref, owner })).rejects.toThrow(
        /could not be created/,
      );
    };
    const outcomesFor = async (user: string) => {
      wait(60_001);
      const { items } = await read(user, 'fixed');
      return items.map(({ kind, outcome }) => `${kind} ${outcome}`);
    };
    const failed = 'create rolled-back';
    // What was removed, and not corrected, is another environment.
    await fail(ada);
    await installation.destroy(ref);
    await fail(ada);
    await fail(ada);
    expect(await outcomesFor(ada)).toEqual([failed, failed]);
    await installation.deploy({ ...ref, owner: ada });
    const corrected = ['create created', failed, failed];
    expect(await outcomesFor(ada)).toEqual(corrected);
    const [, { explanation }] = (await read(ada, 'fixed')).items;
    expect(explanation).toMatchObject({ awsMessage: 'Limit exceeded' });
    await installation.destroy(ref);
    expect(await outcomesFor(ada)).toEqual(['destroy destroyed', ...corrected]);

    // Another owner who corrects it has a history of their own.
    await fail(ada);
    await installation.deploy({ ...ref, owner: eve });
    expect(await outcomesFor(eve)).toEqual(['create created']);
  });

  it('reports that earlier creations are missing when AWS does not list deleted stacks', async () => {
    await installation.deploy({ suffix: 'listed', region, owner: ada });
    const { faults } = installation.aws;
    faults.add({
      kind: 'deny',
      service: 'cloudformation',
      operation: 'ListStacks',
    });
    // For the budget of calls.
    wait(60_001);
    const { items, unread } = await read(ada, 'listed');
    faults.clear();
    expect(items.map(({ kind }) => kind)).toEqual(['create']);
    expect(unread).toEqual([
      expect.stringMatching(/^Earlier failed creations: .*ListStacks/),
    ]);
  });

  it('does not exist for a name that never had an environment', async () => {
    await get(auditor, 'never').expect(404);
    await get(ada, 'never').expect(403);
  });
});
