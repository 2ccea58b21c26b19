import { setTimeout as sleep } from 'node:timers/promises';
import { stackStatus } from '../__testUtils__/askCloudFormation';
import { region, requestOf } from '../__testUtils__/requestOf';
import { alice, bob, refused, TwoUsers } from '../__testUtils__/TwoUsers';

jest.setTimeout(180_000);

describe('a task that runs again', () => {
  let users: TwoUsers;

  beforeAll(async () => {
    users = await TwoUsers.start({
      bob: { denied: ['streamflix.environment.delete'] },
    });
  });
  afterAll(() => users?.stop());
  afterEach(() => {
    users.fault = () => {};
  });

  it('shares no permission between two steps of one id', async () => {
    const own = requestOf('bobs', 'group:default/content');
    await users.succeed(bob, 'deploy', own);
    const target = { suffix: 'bobs', region };
    const { status, error } = await users.run(bob, 'planThenDestroy', {
      plan: { ...own, stream: { shards: 3 } },
      destroy: target,
    });
    expect({ status, error }).toEqual({
      status: 'failed',
      error: `You do not have permission to destroy environment bobs in ${region} (streamflix.environment.delete).`,
    });
    expect(await stackStatus(users.aws, 'bobs')).toBe('CREATE_COMPLETE');
    expect(users.scaffolder.audits().at(-1)).toMatchObject({
      eventId: 'environment-destroy',
      status: 'failed',
      meta: { initiator: bob, suffix: 'bobs' },
    });

    const alices = requestOf('alices');
    await users.succeed(alice, 'deploy', alices);
    const allowed = await users.run(alice, 'planThenDestroy', {
      plan: { ...alices, stream: { shards: 3 } },
      destroy: { suffix: 'alices', region },
    });
    expect(allowed.status).toBe('completed');
    expect(await stackStatus(users.aws, 'alices')).toBeUndefined();
  });

  it('is authorized on what exists now, not on what did not exist at its first attempt', async () => {
    const missing = { secrets: { apiKeys: ['streamflix/missing'] } };
    const task = await users.start(bob, 'deploy', {
      ...requestOf('wanted', 'group:default/content'),
      ...missing,
    });
    const first = await users.scaffolder.end(task);
    expect(first.error).toMatch(/^API key secret 1 does not exist/);
    await users.succeed(alice, 'deploy', requestOf('wanted'));
    expect(
      await users.attempt('wanted', async () => {
        await users.scaffolder.retry(task, bob);
        return users.scaffolder.end(task);
      }),
    ).toEqual(
      refused(
        bob,
        `Suffix wanted is taken in ${region}. Choose another suffix.`,
      ),
    );
  });

  it('is authorized for the user who retries it, not for the one who created it', async () => {
    await users.succeed(alice, 'deploy', requestOf('shared'));
    users.deny('ExecuteChangeSet');
    const task = await users.start(alice, 'deploy', {
      ...requestOf('shared'),
      stream: { shards: 3 },
    });
    expect((await users.scaffolder.end(task)).error).toMatch(/^AWS denies/);
    users.fault = () => {};
    expect(
      await users.attempt('shared', async () => {
        await users.scaffolder.retry(task, bob);
        return users.scaffolder.end(task);
      }),
    ).toEqual(
      refused(
        bob,
        `Suffix shared is taken in ${region}. Choose another suffix.`,
      ),
    );
    await users.scaffolder.retry(task, alice);
    const { status, error } = await users.scaffolder.end(task);
    expect({ status, error }).toEqual({ status: 'completed' });
  });

  it('of another user who retries it cancels nothing either', async () => {
    await users.succeed(alice, 'deploy', requestOf('updating'));
    users.aws.faults.add({
      kind: 'hang-resource',
      operation: 'update',
      type: 'AWS::Kinesis::Stream',
      attempts: [1],
    });
    const task = await users.start(alice, 'deploy', {
      ...requestOf('updating'),
      stream: { shards: 3 },
    });
    await users.scaffolder.seen(task, /UPDATE_IN_PROGRESS/);
    expect(
      await users.attempt('updating', () =>
        users.run(bob, 'destroy', { suffix: 'updating', region }),
      ),
    ).toEqual(
      refused(
        bob,
        `You do not have permission to destroy environment updating in ${region}: it belongs to another owner.`,
      ),
    );
    await users.scaffolder.cancel(task);
    const { error } = await users.scaffolder.end(task);
    expect(error).toContain('is as it was before');
    while (
      (await stackStatus(users.aws, 'updating')) === 'UPDATE_IN_PROGRESS'
    ) {
      await sleep(50);
    }
    expect(await stackStatus(users.aws, 'updating')).toBe(
      'UPDATE_ROLLBACK_COMPLETE',
    );
  });
});
