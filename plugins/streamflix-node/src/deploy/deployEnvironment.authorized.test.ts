import { NotAllowedError } from '@backstage/errors';
import { mockCredentials } from '@backstage/backend-test-utils';
import type { LocalAws } from '@streamflix/local-aws';
import { asUser } from '../__testUtils__/asUser';
import { CallRecorder } from '../__testUtils__/CallRecorder';
import {
  execute,
  planAndDeploy,
  planReview,
} from '../__testUtils__/operations';
import {
  inputOf,
  leftoversIn,
  startAccess,
} from '../__testUtils__/startAccess';
import type { AwsAccess } from '../aws/AwsAccess';
import type { Authorizer } from '../cloudformation/Authorizer';
import { planEnvironment } from '../plan/planEnvironment';
import { followDeployment } from './deployEnvironment';

jest.setTimeout(120_000);

const ada = asUser({
  userRef: 'user:default/ada',
  owns: ['user:default/ada', 'group:default/video'],
});
const eve = asUser({
  userRef: 'user:default/eve',
  owns: ['user:default/eve', 'group:default/news'],
});
/** A user without any permission. */
const nobody: Authorizer = {
  requester: async () => ({ id: 'user:default/nobody', ownershipRefs: [] }),
  async authorize() {
    throw new NotAllowedError('You may not.');
  },
};
const notOwner =
  'You do not have permission to change environment abc in eu-central-1: it belongs to another owner.';

describe('a deployment as a user of Backstage', () => {
  const recorder = new CallRecorder();
  let aws: LocalAws;
  let access: AwsAccess;
  beforeEach(async () => {
    recorder.reset();
    ({ aws, access } = await startAccess({ speed: 300, faults: [recorder] }));
  });
  afterEach(() => aws.stop());

  async function expectRefusal(run: () => Promise<unknown>, message: string) {
    recorder.calls = [];
    const before = await leftoversIn(access);
    await expect(run()).rejects.toThrow(message);
    expect(recorder.writes()).toEqual([]);
    expect(await leftoversIn(access)).toEqual(before);
  }

  it('does not execute the plan another user made for what only that user may create', async () => {
    const plan = await planReview(access, {
      input: inputOf('abc'),
      token: 'plan',
      authorizer: ada,
    });
    await expectRefusal(
      () => execute(access, { plan, token: 'theft', authorizer: eve }),
      'Owner must be you or a group you belong to.',
    );
    const expired = asUser(
      { userRef: 'user:default/ada', owns: ['group:default/video'] },
      Object.assign(mockCredentials.user('user:default/ada'), {
        expiresAt: new Date(Date.now() - 1),
      }),
    );
    await expectRefusal(
      () => execute(access, { plan, token: 'late', authorizer: expired }),
      'Your sign-in has expired.',
    );
    const outcome = await execute(access, {
      plan,
      token: 'plan',
      authorizer: ada,
    });
    expect(outcome.outcome).toBe('created');
  });

  it('leaves the change set of a run in progress, though another user repeats its token', async () => {
    await planEnvironment(access, {
      input: inputOf('abc'),
      token: 'shared',
      purpose: 'deploy',
      authorizer: ada,
    });
    await expectRefusal(
      () =>
        planAndDeploy(access, inputOf('abc'), {
          token: 'shared',
          authorizer: eve,
        }),
      'Owner must be you or a group you belong to.',
    );
  });

  it('does not touch what belongs to another owner, with or without a plan of that owner', async () => {
    await planAndDeploy(access, inputOf('abc'), { authorizer: ada });
    const change = inputOf('abc', { worker: { maxTasks: 7 } });
    const plan = await planReview(access, {
      input: change,
      token: 'plan',
      authorizer: ada,
    });
    await expectRefusal(
      () => execute(access, { plan, token: 'theft', authorizer: eve }),
      notOwner,
    );
    await expectRefusal(
      () => planAndDeploy(access, change, { authorizer: eve }),
      'Suffix abc is taken in eu-central-1. Choose another suffix.',
    );
    // Naming an own group as the owner does not help either.
    await expectRefusal(
      () =>
        planAndDeploy(
          access,
          { ...change, owner: 'group:default/news' },
          { authorizer: eve },
        ),
      'Suffix abc is taken in eu-central-1. Choose another suffix.',
    );
  });

  /** Starts a creation as its owner, then stops following it. */
  async function start(token: string) {
    const end = new AbortController();
    const { outcome } = await planAndDeploy(access, inputOf('abc'), {
      token,
      authorizer: ada,
      signal: end.signal,
      onAbort: 'leave',
      onProgress: () => end.abort(),
    });
    return outcome.ref;
  }

  it('is followed without any permission, and starts nothing', async () => {
    const ref = await start('followed');
    recorder.calls = [];
    const [followed, deployed] = await Promise.all([
      followDeployment(access, {
        ref,
        token: 'followed',
        authorizer: nobody,
      }),
      planAndDeploy(access, inputOf('abc'), {
        token: 'followed',
        authorizer: nobody,
      }),
    ]);
    expect(followed).toMatchObject({ outcome: 'created' });
    expect(deployed.outcome).toEqual(followed);
    expect(recorder.writes()).toEqual([]);
    // Following does not start an operation that was never started.
    expect(
      await followDeployment(access, {
        ref,
        token: 'never',
        authorizer: nobody,
      }),
    ).toBeUndefined();
  });

  it('is not cancelled by a user who may not, and the user learns that', async () => {
    const ref = await start('kept');
    recorder.calls = [];
    const notices: string[] = [];
    const outcome = await followDeployment(access, {
      ref,
      token: 'kept',
      authorizer: eve,
      signal: AbortSignal.abort(),
      onNotice: message => notices.push(message),
    });
    expect(outcome).toMatchObject({
      outcome: 'created',
      message: expect.stringMatching(
        /It could not be cancelled: You do not have permission to change environment abc in eu-central-1: it belongs to another owner\.$/,
      ),
    });
    expect(notices).toEqual([
      expect.stringMatching(
        /^It cannot be cancelled: You do not have permission to change .* It continues in AWS and is followed to its end; cancelling is tried again every minute\.$/,
      ),
    ]);
    expect(recorder.writes()).toEqual([]);
  });

  it('is cancelled by its owner, in another run', async () => {
    aws.faults.add({
      kind: 'hang-resource',
      operation: 'create',
      resource: 'Stream',
    });
    const ref = await start('cancelled');
    expect(
      await followDeployment(access, {
        ref,
        token: 'cancelled',
        authorizer: ada,
        signal: AbortSignal.abort(),
      }),
    ).toMatchObject({ outcome: 'cancelled', stackStatus: 'DELETE_COMPLETE' });
  });
});
