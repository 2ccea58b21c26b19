import { setTimeout as sleep } from 'node:timers/promises';
import { stackState, stackStatus } from '../__testUtils__/askCloudFormation';
import { region, requestOf } from '../__testUtils__/requestOf';
import { alice, bob, refused, TwoUsers } from '../__testUtils__/TwoUsers';

jest.setTimeout(180_000);

const notOwner = /^Owner must be you or a group you belong to/;

describe('a plan that was not made for the request, or not by its requester', () => {
  let users: TwoUsers;
  const demo = requestOf('demo');

  beforeAll(async () => {
    users = await TwoUsers.start();
    await users.succeed(alice, 'deploy', demo);
  });
  afterAll(() => users?.stop());

  it.each([
    ['as a change', 'change'],
    ['as no change', 'unchanged'],
  ])('is refused when it is written by hand %s', async (_, kind) => {
    const before = await stackState(users.aws, 'demo');
    const { status, error } = await users.run(bob, 'deploy', {
      ...requestOf('demo', 'group:default/content'),
      plan: {
        kind,
        ref: { account: '000000000000', region, suffix: 'demo' },
        spec: { ...demo, deletionProtection: true },
        allowDataLoss: [],
      },
    });
    expect(status).toBe('failed');
    expect(error).toContain('additional property "plan"');
    // The scaffolder refuses it before it runs our action, and audits that.
    const executions = users.scaffolder
      .audits('task')
      .filter(({ meta }) => meta.actionType === 'execution');
    expect(executions.at(-1)).toMatchObject({
      status: 'failed',
      meta: { createdBy: bob },
    });
    expect(await stackState(users.aws, 'demo')).toBe(before);
  });

  it('is refused without one, for the name is taken; so is the destruction as its new owner', async () => {
    expect(
      await users.attempt('demo', () =>
        users.run(bob, 'deploy', {
          ...requestOf('demo', 'group:default/content'),
          worker: { image: 'public.ecr.aws/docker/library/nginx:evil' },
        }),
      ),
    ).toEqual(
      refused(bob, `Suffix demo is taken in ${region}. Choose another suffix.`),
    );
    expect(
      await users.attempt('demo', () =>
        users.run(bob, 'destroy', { suffix: 'demo', region }),
      ),
    ).toEqual(
      refused(
        bob,
        `You do not have permission to destroy environment demo in ${region}: it belongs to another owner.`,
      ),
    );
  });

  it('is refused when it changes only the protection', async () => {
    expect(
      await users.attempt('demo', () =>
        users.run(bob, 'deploy', { ...demo, deletionProtection: true }),
      ),
    ).toEqual(
      refused(bob, `Suffix demo is taken in ${region}. Choose another suffix.`),
    );
  });

  it('is refused to other users, and executed for its requester: a change', async () => {
    const changed = { ...demo, stream: { shards: 3 } };
    const { changeSetArn } = await users.succeed(alice, 'plan', changed);
    const planned = { ...changed, changeSetArn };
    expect(
      await users.attempt('demo', () => users.run(bob, 'deploy', planned)),
    ).toEqual(
      refused(
        bob,
        `You do not have permission to change environment demo in ${region}: it belongs to another owner.`,
      ),
    );
    const deployed = await users.succeed(alice, 'deploy', planned);
    expect(deployed.outcome).toBe('updated');
  });

  it('is refused to other users, and executed for its requester: a creation', async () => {
    const fresh = requestOf('fresh');
    const { changeSetArn } = await users.succeed(alice, 'plan', fresh);
    const planned = { ...fresh, changeSetArn };
    expect(
      await users.attempt('fresh', () => users.run(bob, 'deploy', planned)),
    ).toEqual(refused(bob, notOwner));
    expect(await stackStatus(users.aws, 'fresh')).toBe('REVIEW_IN_PROGRESS');
    const deployed = await users.succeed(alice, 'deploy', planned);
    expect(deployed.outcome).toBe('created');
  });

  it('is refused with other values, and for another environment', async () => {
    const own = requestOf('bobs', 'group:default/content');
    const { changeSetArn } = await users.succeed(bob, 'plan', own);
    expect(
      await users.attempt('bobs', () =>
        users.run(bob, 'deploy', {
          ...own,
          stream: { shards: 9 },
          changeSetArn,
        }),
      ),
    ).toEqual(
      refused(bob, 'The change set was planned for other values. Plan again.'),
    );
    expect(
      await users.attempt('demo', () =>
        users.run(bob, 'deploy', {
          ...requestOf('demo', 'group:default/content'),
          changeSetArn,
        }),
      ),
    ).toEqual(
      refused(bob, 'The change set is for another environment. Plan again.'),
    );
    const deployed = await users.succeed(bob, 'deploy', {
      ...own,
      changeSetArn,
    });
    expect(deployed.outcome).toBe('created');
  });

  it.each([
    ['outside', { account: '111122223333' }],
    ['in a section of the form', { advanced: { account: '111122223333' } }],
  ])(
    'is refused for an account that is not configured, given %s',
    async (_, given) => {
      users.calls = [];
      expect(
        await users.attempt('foreign', () =>
          users.run(bob, 'deploy', {
            ...requestOf('foreign', 'group:default/content'),
            ...given,
          }),
        ),
      ).toEqual(
        refused(
          bob,
          'AWS account must be one this installation has credentials for and allows: 000000000000.',
        ),
      );
      expect(users.calls).not.toContain('CreateChangeSet');
    },
  );

  it('that is refused runs once, regardless of the form', async () => {
    expect(
      await users.attempt('demo', () =>
        users.run(alice, 'deploy', {
          ...demo,
          size: { worker: { maxTasks: 99_999 } },
        }),
      ),
    ).toEqual(refused(alice, /^Maximum worker tasks must be at most \d+/));
    const audited = users.scaffolder.audits().length;
    const { body } = await users.scaffolder.get('/api/scaffolder/v2/tasks');
    await sleep(1_500);
    const after = await users.scaffolder.get('/api/scaffolder/v2/tasks');
    expect(after.body.tasks).toHaveLength(body.tasks.length);
    expect(users.scaffolder.audits()).toHaveLength(audited);
  });

  it('can be made and left unexecuted only five times at once', async () => {
    const names = ['open-1', 'open-2', 'open-3', 'open-4', 'open-5'];
    for (const name of names) {
      await users.succeed(alice, 'plan', requestOf(name));
    }
    expect(
      await users.attempt('open-6', () =>
        users.run(alice, 'plan', requestOf('open-6')),
      ),
    ).toEqual(
      refused(
        alice,
        'You have 5 plans that were not executed. Execute one, or wait until they are deleted, an hour after they were made.',
      ),
    );
    await users.succeed(
      bob,
      'plan',
      requestOf('open-6', 'group:default/content'),
    );
  });
});
