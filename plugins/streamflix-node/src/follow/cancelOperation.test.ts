import { CancelUpdateStackCommand } from '@aws-sdk/client-cloudformation';
import type { LocalAws } from '@streamflix/local-aws';
import { planAndDeploy } from '../__testUtils__/operations';
import {
  accessTo,
  inputOf,
  leftoversIn,
  stackOf,
  startAccess,
} from '../__testUtils__/startAccess';
import type { AwsAccess } from '../aws/AwsAccess';

jest.setTimeout(60_000);

/** Cancels when a progress line matches; collects the notices until then. */
function cancelOn(pattern: RegExp) {
  const abort = new AbortController();
  const notices: string[] = [];
  return {
    notices,
    signal: abort.signal,
    onNotice: (message: string) => notices.push(message),
    onProgress: ({ line }: { line: string }) => {
      if (pattern.test(line)) abort.abort();
    },
  };
}

const change = { stream: { shards: 4 } };
const failing = {
  kind: 'fail-resource',
  resource: 'Stream',
  reason: 'No capacity.',
  afterSeconds: 1,
} as const;

describe('cancelling', () => {
  let aws: LocalAws;
  let access: AwsAccess;
  beforeEach(async () => {
    ({ aws, access } = await startAccess({ speed: 600 }));
  });
  afterEach(() => aws.stop());

  it('a creation reports that it deletes, and leaves nothing', async () => {
    aws.faults.add({
      kind: 'hang-resource',
      operation: 'create',
      resource: 'Stream',
    });
    const cancel = cancelOn(/Vpc · CREATE_COMPLETE/);
    const { outcome } = await planAndDeploy(access, inputOf('abc'), cancel);
    expect(cancel.notices).toEqual([
      'Cancelling the creation: CloudFormation deletes what has been created so far (DeleteStack).',
    ]);
    expect(outcome).toMatchObject({
      outcome: 'cancelled',
      stackStatus: 'DELETE_COMPLETE',
      explanation: undefined,
    });
    expect(await leftoversIn(access)).toEqual({ stacks: {}, changeSets: [] });
  });

  it('a change reports that it rolls back, and leaves the environment as it was', async () => {
    await planAndDeploy(access, inputOf('abc'));
    const before = await stackOf(access, 'abc');
    aws.faults.add({
      kind: 'hang-resource',
      operation: 'update',
      during: 'deploy',
      resource: 'Stream',
    });
    const cancel = cancelOn(/Stream · UPDATE_IN_PROGRESS/);
    const { outcome } = await planAndDeploy(
      access,
      inputOf('abc', change),
      cancel,
    );
    expect(cancel.notices).toEqual([
      'Cancelling the change: CloudFormation rolls it back (CancelUpdateStack), and the environment becomes what it was before.',
    ]);
    expect(outcome).toMatchObject({
      outcome: 'cancelled',
      stackStatus: 'UPDATE_ROLLBACK_COMPLETE',
      message:
        'The change of environment abc in eu-central-1 was cancelled and rolled back: it is as it was before.',
    });
    expect((await stackOf(access, 'abc'))?.Outputs).toEqual(before?.Outputs);
  });

  /** Follows for only a few seconds, because a stuck operation never ends. */
  const briefly = () => accessTo(aws.url, { operation: { timeout: 'PT4S' } });

  it('a change that only clears up is too late, and reports it', async () => {
    await planAndDeploy(access, inputOf('abc'));
    aws.faults.add({
      kind: 'hang-resource',
      operation: 'delete',
      during: 'cleanup',
      type: 'AWS::SQS::Queue',
    });
    const cancel = cancelOn(/UPDATE_COMPLETE_CLEANUP_IN_PROGRESS/);
    const { outcome } = await planAndDeploy(
      briefly(),
      inputOf('abc', { deadLetters: { enabled: false } }),
      { ...cancel, allowDataLoss: ['DeadLetterQueue'] },
    );
    expect(cancel.notices).toEqual([
      'It is too late to cancel: the change is complete, and CloudFormation only deletes what it replaced.',
    ]);
    expect(outcome.stackStatus).toBe('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS');
  });

  it('a change that rolled back by itself changes nothing, and the cause is still reported', async () => {
    await planAndDeploy(access, inputOf('abc'));
    aws.faults.add(
      { ...failing, operation: 'update', times: 1 },
      {
        kind: 'hang-resource',
        operation: 'update',
        during: 'rollback',
        resource: 'Stream',
      },
    );
    const cancel = cancelOn(/UPDATE_ROLLBACK_IN_PROGRESS/);
    const { outcome } = await planAndDeploy(
      briefly(),
      inputOf('abc', change),
      cancel,
    );
    expect(cancel.notices).toEqual([
      'There is nothing to cancel: it is being rolled back already.',
    ]);
    expect(outcome).toMatchObject({
      explanation: { resource: { logicalId: 'Stream' } },
      stackStatus: 'UPDATE_ROLLBACK_IN_PROGRESS',
    });
  });

  it('a creation that rolls back already leaves nothing either, and the cause is still reported', async () => {
    aws.faults.add(
      { ...failing, operation: 'create', times: 1 },
      // So that it is still in progress when it is cancelled.
      {
        kind: 'hang-resource',
        operation: 'delete',
        during: 'rollback',
        resource: 'Vpc',
      },
    );
    const cancel = cancelOn(/abc · ROLLBACK_IN_PROGRESS/);
    const { outcome } = await planAndDeploy(access, inputOf('abc'), cancel);
    expect(outcome).toMatchObject({
      outcome: 'cancelled',
      stackStatus: 'DELETE_COMPLETE',
      explanation: { resource: { logicalId: 'Stream' } },
    });
    expect(await leftoversIn(access)).toEqual({ stacks: {}, changeSets: [] });
  });

  it('a creation that cannot be deleted reports what blocks it', async () => {
    aws.faults.add(
      { kind: 'hang-resource', operation: 'create', resource: 'Stream' },
      {
        kind: 'fail-delete',
        resource: 'InternetGateway',
        reason: 'The gateway has a guest.',
      },
    );
    const cancel = cancelOn(/InternetGatewayAttachment · CREATE_COMPLETE/);
    const { outcome } = await planAndDeploy(access, inputOf('abc'), cancel);
    expect(outcome).toMatchObject({
      outcome: 'needs-attention',
      stackStatus: 'DELETE_FAILED',
      message: expect.stringMatching(
        /^The creation of environment abc in eu-central-1 was cancelled, but not all of it could be deleted\. Blocked by: InternetGateway \(AWS::EC2::InternetGateway, \S+\): .*The gateway has a guest\./,
      ),
    });
  });

  it('that AWS denies reports it once, and is followed to the real end as closely as before', async () => {
    // Slow enough to continue for a few seconds after the cancellation.
    const slow = await startAccess({
      speed: 100,
      faults: [{ kind: 'deny', operation: 'DeleteStack' }],
    });
    const cancel = cancelOn(/Vpc · CREATE_COMPLETE/);
    const { outcome, lines } = await planAndDeploy(
      slow.access,
      inputOf('abc'),
      cancel,
    );
    const denial = expect.stringMatching(
      /It (cannot|could not) be cancelled: AWS denies cloudformation:DeleteStack in eu-central-1, which /,
    );
    expect(cancel.notices).toEqual([expect.any(String), denial]);
    expect(outcome).toMatchObject({ outcome: 'created', message: denial });
    expect(outcome.message).not.toContain('too late');
    expect(lines.length).toBeGreaterThan(60);
    // Cancelling is not attempted with every poll, but rarely.
    const [fault] = slow.aws.faults.list();
    expect(fault.strikes).toBe(1);
    await slow.aws.stop();
  });

  it('that AWS denies is not mentioned when another user has cancelled meanwhile', async () => {
    const created = await planAndDeploy(access, inputOf('abc'));
    const { cloudFormation } = await access.clients(created.outcome.ref);
    aws.faults.add(
      { kind: 'deny', operation: 'CancelUpdateStack', times: 1 },
      {
        kind: 'hang-resource',
        operation: 'update',
        resource: 'Stream',
        times: 1,
      },
    );
    const cancel = cancelOn(/Stream · UPDATE_IN_PROGRESS/);
    const { outcome } = await planAndDeploy(access, inputOf('abc', change), {
      ...cancel,
      async onNotice(message) {
        if (!/^It cannot be cancelled/.test(message)) return;
        await cloudFormation.send(
          new CancelUpdateStackCommand({ StackName: 'streamflix-abc' }),
        );
      },
    });
    expect(outcome).toMatchObject({
      outcome: 'cancelled',
      message:
        'The change of environment abc in eu-central-1 was cancelled and rolled back: it is as it was before.',
    });
  });

  it('that AWS denies at first is done once it is allowed', async () => {
    const [denial] = aws.faults.add(
      { kind: 'deny', operation: 'DeleteStack' },
      { kind: 'hang-resource', operation: 'create', resource: 'Stream' },
    );
    const cancel = cancelOn(/Vpc · CREATE_COMPLETE/);
    const now = jest.spyOn(Date, 'now');
    const { outcome } = await planAndDeploy(access, inputOf('abc'), {
      ...cancel,
      onNotice(message) {
        cancel.onNotice(message);
        if (!/cannot be cancelled/.test(message)) return;
        aws.faults.remove(denial);
        const later = performance.timeOrigin + 61_000;
        now.mockImplementation(() => performance.now() + later);
      },
    }).finally(() => now.mockRestore());
    expect(outcome).toMatchObject({
      outcome: 'cancelled',
      stackStatus: 'DELETE_COMPLETE',
      message: expect.stringMatching(/nothing is left of it\.$/),
    });
  });

  it('twice, by two who follow the same operation, is cancelled once', async () => {
    aws.faults.add({
      kind: 'hang-resource',
      operation: 'create',
      resource: 'Stream',
    });
    const outcomes = await Promise.all(
      [1, 2].map(() =>
        planAndDeploy(access, inputOf('abc'), {
          ...cancelOn(/Vpc · CREATE_COMPLETE/),
          token: 'same',
        }),
      ),
    );
    expect(outcomes.map(({ outcome }) => outcome.outcome)).toEqual([
      'cancelled',
      'cancelled',
    ]);
    expect(await leftoversIn(access)).toEqual({ stacks: {}, changeSets: [] });
  });
});
