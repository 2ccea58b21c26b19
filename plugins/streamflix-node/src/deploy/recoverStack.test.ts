import {
  AwsError as LocalAwsError,
  type FaultHook,
  type LocalAws,
} from '@streamflix/local-aws';
import {
  destroy,
  execute,
  planAndDeploy,
  planReview,
} from '../__testUtils__/operations';
import {
  inputOf,
  leftoversIn,
  stackOf,
  startAccess,
} from '../__testUtils__/startAccess';
import type { AwsAccess } from '../aws/AwsAccess';
import { RefusedError } from '../aws/RefusedError';

jest.setTimeout(60_000);

const more = (suffix: string) => inputOf(suffix, { stream: { shards: 4 } });

/** The update fails at the database, and the rollback fails at the stream in the given attempts. */
async function startStuck(attempts: number[]) {
  const started = await startAccess({
    faults: [
      {
        kind: 'fail-resource',
        operation: 'update',
        during: 'deploy',
        resource: 'DatabaseCluster',
        reason: 'No capacity.',
        times: 1,
      },
      {
        kind: 'fail-rollback',
        resource: 'Stream',
        reason: 'The stream is busy.',
        attempts,
      },
    ],
  });
  const { access } = started;
  await planAndDeploy(access, inputOf('stuck'));
  const { outcome } = await planAndDeploy(
    access,
    inputOf('stuck', {
      stream: { shards: 4 },
      database: { maxCapacity: 4 },
    }),
  );
  expect(outcome).toMatchObject({
    outcome: 'needs-attention',
    stackStatus: 'UPDATE_ROLLBACK_FAILED',
    explanation: { resource: { logicalId: 'DatabaseCluster' } },
    message: expect.stringMatching(
      /Blocked by: Stream \(AWS::Kinesis::Stream, \S+\): .*The stream is busy\..* Deploy again/,
    ),
  });
  return started;
}

/** AWS refuses every request of this operation. */
const refusing = (operation: string): FaultHook => ({
  beforeCall(_, called) {
    if (called === operation) {
      throw new LocalAwsError('ValidationError', 'That is not done.');
    }
  },
});

/** Cancels at the first notice. */
function cancelOnNotice() {
  const abort = new AbortController();
  const notices: string[] = [];
  return {
    notices,
    signal: abort.signal,
    onNotice(message: string) {
      notices.push(message);
      abort.abort();
    },
  };
}

const reported =
  'Cancelling: AWS interrupts neither a deletion nor a rollback, so it is followed to its end; nothing else is started.';

describe('a rollback that got stuck', () => {
  let aws: LocalAws;
  let access: AwsAccess;
  afterEach(() => aws.stop());

  it('is continued by the next deployment, which then does what it is for', async () => {
    ({ aws, access } = await startStuck([1]));
    const notices: string[] = [];
    const { plan, outcome, lines } = await planAndDeploy(
      access,
      more('stuck'),
      { onNotice: message => notices.push(message) },
    );
    expect(plan).toMatchObject({
      kind: 'change',
      changeSetArn: undefined,
      changes: [],
      recovery: {
        how: 'continue-rollback',
        stackStatus: 'UPDATE_ROLLBACK_FAILED',
        blockedBy: ['Stream'],
      },
    });
    expect(notices).toEqual([
      'Continuing the rollback of the change that failed before.',
    ]);
    expect(lines).toContainEqual(
      expect.stringContaining('streamflix-stuck · UPDATE_ROLLBACK_COMPLETE'),
    );
    expect(outcome).toMatchObject({
      outcome: 'updated',
      stackStatus: 'UPDATE_COMPLETE',
    });
    expect((await leftoversIn(access)).changeSets).toEqual([]);
  });

  it('stays as it is while a user only plans', async () => {
    ({ aws, access } = await startStuck([1]));
    await planReview(access, { input: more('stuck'), token: 'look' });
    expect((await stackOf(access, 'stuck'))?.StackStatus).toBe(
      'UPDATE_ROLLBACK_FAILED',
    );
  });

  it('that cannot be finished reports the blocking resources and why; a resource named to be skipped is skipped', async () => {
    ({ aws, access } = await startStuck([1, 2]));
    const { outcome } = await planAndDeploy(access, more('stuck'), {
      token: 'again',
    });
    expect(outcome).toMatchObject({
      outcome: 'needs-attention',
      stackStatus: 'UPDATE_ROLLBACK_FAILED',
      message: expect.stringMatching(
        /^The last change of environment stuck in eu-central-1 failed, and its rollback cannot be finished \(UPDATE_ROLLBACK_FAILED\); nothing else was changed\. Blocked by: Stream \(AWS::Kinesis::Stream, \S+\): .*The stream is busy\. Fix this, then deploy again; or name Stream as skipResources, in the terminal --skip Stream: what is skipped stays as it is, and CloudFormation takes it for restored\.$/,
      ),
    });
    // One token is one operation: it has the same outcome.
    const same = await planAndDeploy(access, more('stuck'), { token: 'again' });
    expect(same.outcome).toEqual(outcome);

    const notices: string[] = [];
    const plan = await planReview(access, {
      input: more('stuck'),
      token: 'skipping',
      skipResources: ['Stream'],
    });
    const skipped = await execute(access, {
      plan,
      token: 'skipping',
      skipResources: ['Stream'],
      onNotice: message => notices.push(message),
    });
    expect(notices).toEqual([
      'Continuing the rollback of the change that failed before, without Stream.',
    ]);
    expect(skipped).toMatchObject({ outcome: 'updated' });
  });

  it('is not asked to skip what does not block it', async () => {
    ({ aws, access } = await startStuck([1]));
    await expect(
      planReview(access, {
        input: more('stuck'),
        token: 'wrong',
        skipResources: ['Vpc'],
      }),
    ).rejects.toThrow(
      new RefusedError([
        {
          path: 'skipResources',
          message:
            'Resources to skip must block the rollback; what does: Stream.',
        },
      ]),
    );
  });

  it('does not suggest to skip a resource that failed before the rollback, which AWS would refuse', async () => {
    ({ aws, access } = await startAccess({
      faults: [
        {
          kind: 'fail-resource',
          operation: 'update',
          during: 'deploy',
          resource: 'Worker',
          reason: 'No capacity.',
          times: 1,
        },
        // A dependency of the worker, so that the rollback never reaches the worker.
        {
          kind: 'fail-rollback',
          resource: 'DatabaseCluster',
          reason: 'The database is busy.',
          attempts: [1],
        },
      ],
    }));
    await planAndDeploy(access, inputOf('stuck'));
    const changed = inputOf('stuck', {
      database: { maxCapacity: 4 },
      worker: { cpu: 1024, memory: 2048 },
    });
    const { outcome } = await planAndDeploy(access, changed);
    expect(outcome).toMatchObject({
      stackStatus: 'UPDATE_ROLLBACK_FAILED',
      message: expect.stringMatching(
        /Blocked by: DatabaseCluster [^;]*\. Deploy again: .* in the terminal --skip DatabaseCluster\)\.$/,
      ),
    });
    await expect(
      planReview(access, {
        input: changed,
        token: 'wrong',
        skipResources: ['Worker'],
      }),
    ).rejects.toThrow(
      'Resources to skip must block the rollback; what does: DatabaseCluster.',
    );
    const again = await planAndDeploy(access, changed);
    expect(again.outcome.outcome).toBe('updated');
  });

  it("that AWS does not continue is reported with AWS's message", async () => {
    ({ aws, access } = await startStuck([1]));
    aws.faults.add(refusing('ContinueUpdateRollback'));
    const failure = planAndDeploy(access, more('stuck'), {
      skipResources: ['Stream'],
    });
    await expect(failure).rejects.toThrow(
      new RefusedError([
        {
          path: 'skipResources',
          message:
            'The rollback of the last change of environment stuck in eu-central-1 cannot be continued like this, and nothing was changed. AWS reports: That is not done.',
        },
      ]),
    );
    await expect(failure).rejects.toBeInstanceOf(RefusedError);
  });

  it('is the only change when nothing else was requested', async () => {
    ({ aws, access } = await startStuck([1]));
    const { outcome } = await planAndDeploy(access, inputOf('stuck'));
    expect(outcome).toMatchObject({
      outcome: 'updated',
      stackStatus: 'UPDATE_ROLLBACK_COMPLETE',
      message:
        'The rollback of the last change of environment stuck in eu-central-1 was completed. Environment stuck in eu-central-1 is up to date; nothing to do.',
    });
    expect((await leftoversIn(access)).changeSets).toEqual([]);
  });

  it('is finished and no more when the deployment is cancelled meanwhile', async () => {
    ({ aws, access } = await startStuck([1]));
    const cancel = cancelOnNotice();
    const { outcome } = await planAndDeploy(access, more('stuck'), cancel);
    expect(cancel.notices).toEqual([
      'Continuing the rollback of the change that failed before.',
      reported,
    ]);
    expect(outcome).toMatchObject({
      outcome: 'cancelled',
      stackStatus: 'UPDATE_ROLLBACK_COMPLETE',
      message:
        'The deployment of environment stuck in eu-central-1 was cancelled after the rollback of its last change had been completed: it is as it was before that change.',
    });
    expect((await leftoversIn(access)).changeSets).toEqual([]);
  });

  it('is not continued when the deployment was cancelled before', async () => {
    ({ aws, access } = await startStuck([1]));
    const { outcome } = await planAndDeploy(access, more('stuck'), {
      signal: AbortSignal.abort(),
    });
    expect(outcome).toMatchObject({
      outcome: 'cancelled',
      stackStatus: 'UPDATE_ROLLBACK_FAILED',
      message:
        'The deployment of environment stuck in eu-central-1 was cancelled before anything was changed.',
    });
  });
});

describe('the failed stack of a creation', () => {
  it('are cleared also when they could not be rolled back', async () => {
    const { aws, access } = await startAccess({
      faults: [
        {
          kind: 'fail-resource',
          operation: 'create',
          resource: 'Stream',
          reason: 'Limit exceeded',
          times: 1,
        },
        { kind: 'fail-rollback', type: 'AWS::EC2::VPC', attempts: [1] },
      ],
    });
    const first = await planAndDeploy(access, inputOf('half'));
    expect(first.outcome).toMatchObject({
      outcome: 'failed',
      stackStatus: 'ROLLBACK_FAILED',
      explanation: { resource: { logicalId: 'Stream' } },
    });
    const { plan, outcome } = await planAndDeploy(access, inputOf('half'));
    expect(plan?.recovery).toEqual({
      how: 'clear',
      stackStatus: 'ROLLBACK_FAILED',
      blockedBy: [],
    });
    expect(outcome.outcome).toBe('created');
    expect(await leftoversIn(access)).toEqual({
      stacks: { 'streamflix-half': 'CREATE_COMPLETE' },
      changeSets: [],
    });
    await aws.stop();
  });

  it('are cleared and no more when the deployment is cancelled meanwhile', async () => {
    const { aws, access } = await startAccess({
      faults: [
        {
          kind: 'fail-resource',
          operation: 'create',
          resource: 'Stream',
          reason: 'Limit exceeded',
          times: 1,
        },
      ],
    });
    await planAndDeploy(access, inputOf('half'));
    const cancel = cancelOnNotice();
    const { outcome } = await planAndDeploy(access, inputOf('half'), cancel);
    expect(cancel.notices).toEqual([
      'Deleting the failed stack of an earlier attempt.',
      reported,
    ]);
    expect(outcome).toMatchObject({
      outcome: 'cancelled',
      message:
        'The deployment of environment half in eu-central-1 was cancelled after the failed stack of an earlier attempt had been deleted: nothing is left of it.',
    });
    expect(await leftoversIn(access)).toEqual({ stacks: {}, changeSets: [] });
    await aws.stop();
  });

  it("that AWS does not delete is reported with AWS's message, as no internal error", async () => {
    const { aws, access } = await startAccess({
      faults: [
        {
          kind: 'fail-resource',
          operation: 'create',
          resource: 'Stream',
          reason: 'Limit exceeded',
          times: 1,
        },
      ],
    });
    await planAndDeploy(access, inputOf('half'));
    aws.faults.add(refusing('DeleteStack'));
    const failure = planAndDeploy(access, inputOf('half'));
    await expect(failure).rejects.toBeInstanceOf(RefusedError);
    await expect(failure).rejects.toThrow(
      'The failed stack cannot be deleted. AWS reports: That is not done.',
    );
    await aws.stop();
  });

  it('that cannot be deleted report the blocking resources, and a destruction continues from there', async () => {
    const { aws, access } = await startAccess({
      faults: [
        {
          kind: 'fail-resource',
          operation: 'create',
          resource: 'Stream',
          reason: 'Limit exceeded',
          times: 1,
        },
        { kind: 'fail-rollback', type: 'AWS::EC2::VPC' },
        {
          kind: 'fail-delete',
          type: 'AWS::EC2::VPC',
          reason: 'The vpc has a guest.',
        },
      ],
    });
    await planAndDeploy(access, inputOf('held'));
    await expect(planAndDeploy(access, inputOf('held'))).rejects.toThrow(
      /^The failed stack of an earlier attempt cannot be deleted \(DELETE_FAILED\)\. Vpc \(AWS::EC2::VPC, \S+\): .*The vpc has a guest\. Fix this and destroy the environment, then create it again\.$/,
    );
    const ref = { account: '000000000000', region: 'eu-central-1' };
    const destroyed = await destroy(access, {
      ref: { ...ref, suffix: 'held' },
      token: 'leave the guest',
      retain: ['Vpc'],
    });
    expect(destroyed.outcome).toBe('destroyed');
    expect(await leftoversIn(access)).toEqual({ stacks: {}, changeSets: [] });
    await aws.stop();
  });
});

describe('a plan that was not executed', () => {
  it('is overtaken by the next deployment, and nothing of it is left', async () => {
    const { aws, access } = await startAccess();
    await planReview(access, { input: inputOf('left'), token: 'left' });
    const { outcome } = await planAndDeploy(access, inputOf('left'));
    expect(outcome.outcome).toBe('created');
    expect(await leftoversIn(access)).toEqual({
      stacks: { 'streamflix-left': 'CREATE_COMPLETE' },
      changeSets: [],
    });
    await aws.stop();
  });
});
