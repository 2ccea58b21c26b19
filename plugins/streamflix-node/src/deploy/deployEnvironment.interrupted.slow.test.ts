import {
  DescribeStackEventsCommand,
  type CloudFormationClient,
  type DescribeStackEventsOutput,
} from '@aws-sdk/client-cloudformation';
import { AwsError, type LocalAws } from '@streamflix/local-aws';
import {
  destroy,
  execute,
  planAndDeploy,
  planReview,
} from '../__testUtils__/operations';
import {
  account,
  inputOf,
  leftoversIn,
  stackOf,
  startAccess,
} from '../__testUtils__/startAccess';
import type { AwsAccess } from '../aws/AwsAccess';

jest.setTimeout(60_000);

describe('a deployment that is run again with its token', () => {
  let aws: LocalAws;
  let access: AwsAccess;
  beforeAll(async () => {
    ({ aws, access } = await startAccess({ speed: 600 }));
  });
  afterAll(() => aws.stop());

  const input = inputOf('twice');
  let lines: string[] = [];

  it('by two processes at once succeeds for both, and creates one stack', async () => {
    const [first, second] = await Promise.all([
      planAndDeploy(access, input, { token: 'same' }),
      planAndDeploy(access, input, { token: 'same' }),
    ]);
    expect(first.outcome.outcome).toBe('created');
    lines = first.lines;
    expect(second.outcome).toEqual(first.outcome);
    expect(second.lines.at(-1)).toBe(first.lines.at(-1));
    expect(await leftoversIn(access)).toEqual({
      stacks: { 'streamflix-twice': 'CREATE_COMPLETE' },
      changeSets: [],
    });
  });

  it('after it has ended finds how it ended, and does nothing', async () => {
    const { cloudFormation } = await access.clients({
      account,
      region: 'eu-central-1',
    });
    const events = async () =>
      (
        await cloudFormation.send(
          new DescribeStackEventsCommand({ StackName: 'streamflix-twice' }),
        )
      ).StackEvents?.[0].EventId;
    const before = await events();
    const again = await planAndDeploy(access, input, { token: 'same' });
    expect(again.plan).toBeUndefined();
    expect(again.outcome.outcome).toBe('created');
    // All lines: CloudFormation reports the start a second time before the end.
    expect(again.lines).toHaveLength(lines.length);
    expect(await events()).toBe(before);
  });

  it('after its follower died is followed to its end', async () => {
    const change = { ...input, stream: { shards: 4 } };
    const dead = new AbortController();
    const left = await planAndDeploy(access, change, {
      token: 'interrupted',
      signal: dead.signal,
      onAbort: 'leave',
      onProgress: () => dead.abort(),
    });
    expect(left.outcome).toMatchObject({
      outcome: 'cancelled',
      message: expect.stringMatching(
        /^Environment twice in eu-central-1 is no longer followed, but the operation continues in AWS: it is being changed\.$/,
      ),
    });
    const { plan, outcome } = await planAndDeploy(access, change, {
      token: 'interrupted',
    });
    expect(plan).toBeUndefined();
    expect(outcome).toMatchObject({
      outcome: 'updated',
      stackStatus: 'UPDATE_COMPLETE',
    });
  });

  it('waits for credentials when it is resumed, because AWS continues', async () => {
    const change = { ...input, stream: { shards: 8 } };
    const dead = new AbortController();
    await planAndDeploy(access, change, {
      token: 'resumed',
      signal: dead.signal,
      onAbort: 'leave',
      onProgress: () => dead.abort(),
    });
    const deny = () => aws.faults.add({ kind: 'deny', operation: '*' });
    deny();
    await expect(
      planAndDeploy(access, change, { token: 'resumed' }),
    ).rejects.toThrow(/denies/);

    const notices: string[] = [];
    const { outcome } = await planAndDeploy(access, change, {
      token: 'resumed',
      isResumed: true,
      onNotice(message) {
        notices.push(message);
        aws.faults.clear();
      },
    });
    expect(outcome).toMatchObject({ outcome: 'updated' });
    expect(notices).toEqual([
      expect.stringMatching(/^AWS is not responding \(AWS denies/),
      expect.stringMatching(/^AWS is responding again after /),
    ]);
  });

  it('keeps its own outcome when another operation came after it', async () => {
    await planAndDeploy(access, { ...input, stream: { shards: 6 } });
    const { outcome } = await planAndDeploy(access, input, { token: 'same' });
    expect(outcome).toMatchObject({
      outcome: 'created',
      stackStatus: 'CREATE_COMPLETE',
    });
  });
});

describe('a plan whose execution AWS has accepted, but does not show yet', () => {
  let aws: LocalAws;
  let access: AwsAccess;
  let client: CloudFormationClient;
  beforeAll(async () => {
    ({ aws, access } = await startAccess());
    client = (await access.clients({ account, region: 'eu-central-1' }))
      .cloudFormation;
  });
  afterAll(() => aws.stop());

  /** Answers the next execution as a repeated one, with delayed events. With a token it belongs to another operation. */
  function delayEvents(token?: string) {
    let executedAt: number | undefined;
    let readings = 0;
    client.middlewareStack.add(
      (next, { commandName }) =>
        async args => {
          if (
            commandName === 'ExecuteChangeSetCommand' &&
            executedAt === undefined
          ) {
            executedAt = Date.now();
            if (token) Object.assign(args.input, { ClientRequestToken: token });
            await next(args);
            throw Object.assign(new Error('It cannot be executed.'), {
              name: 'InvalidChangeSetStatus',
            });
          }
          const answer = await next(args);
          if (
            commandName !== 'DescribeStackEventsCommand' ||
            executedAt === undefined
          ) {
            return answer;
          }
          readings += 1;
          if (readings <= 4) {
            const output = answer.output as DescribeStackEventsOutput;
            output.StackEvents = output.StackEvents?.filter(
              ({ ResourceStatus }) =>
                String(ResourceStatus) === 'REVIEW_IN_PROGRESS',
            );
          }
          return answer;
        },
      { step: 'initialize', name: 'delay' },
    );
    return () => client.middlewareStack.remove('delay');
  }

  it('is followed to its end', async () => {
    const plan = await planReview(access, {
      input: inputOf('late'),
      token: 'reviewed',
    });
    const stop = delayEvents();
    const executed = await execute(access, { plan, token: 'executed' });
    stop();
    expect(executed).toMatchObject({
      outcome: 'created',
      stackStatus: 'CREATE_COMPLETE',
    });
  });

  it('is refused when another operation has executed it', async () => {
    const plan = await planReview(access, {
      input: inputOf('other'),
      token: 'reviewed',
    });
    const stop = delayEvents('someone-else');
    await expect(execute(access, { plan, token: 'executed' })).rejects.toThrow(
      /can no longer be executed/,
    );
    stop();
  });
});

describe('a deployment that is cancelled', () => {
  let aws: LocalAws;
  let access: AwsAccess;
  beforeAll(async () => {
    ({ aws, access } = await startAccess({ speed: 400 }));
  });
  afterAll(() => aws.stop());

  const cancelOn = (pattern: RegExp) => {
    const abort = new AbortController();
    return {
      signal: abort.signal,
      onProgress: ({ line }: { line: string }) => {
        if (pattern.test(line)) abort.abort();
      },
    };
  };

  it('before it started changes nothing and leaves nothing', async () => {
    const { outcome } = await planAndDeploy(access, inputOf('never'), {
      signal: AbortSignal.abort(),
    });
    expect(outcome).toMatchObject({
      outcome: 'cancelled',
      message:
        'The deployment of environment never in eu-central-1 was cancelled before anything was changed.',
    });
    expect(await leftoversIn(access)).toEqual({ stacks: {}, changeSets: [] });
  });

  it('as a creation is deleted, and followed until nothing is left', async () => {
    const { outcome } = await planAndDeploy(
      access,
      inputOf('half'),
      cancelOn(/NatGateway1 · CREATE_IN_PROGRESS/),
    );
    expect(outcome).toMatchObject({
      outcome: 'cancelled',
      stackStatus: 'DELETE_COMPLETE',
      explanation: undefined,
      message:
        'The creation of environment half in eu-central-1 was cancelled, and everything that had been created was deleted: nothing is left of it.',
    });
    expect(await leftoversIn(access)).toEqual({ stacks: {}, changeSets: [] });
  });

  it('as a change is rolled back, and followed until it is as before', async () => {
    await planAndDeploy(access, inputOf('back'));
    const before = await stackOf(access, 'back');
    const { outcome } = await planAndDeploy(
      access,
      inputOf('back', {
        stream: { shards: 4 },
        worker: { cpu: 1024, memory: 2048 },
      }),
      cancelOn(/UPDATE_IN_PROGRESS/),
    );
    expect(outcome).toMatchObject({
      outcome: 'cancelled',
      stackStatus: 'UPDATE_ROLLBACK_COMPLETE',
      explanation: undefined,
      message:
        'The change of environment back in eu-central-1 was cancelled and rolled back: it is as it was before.',
    });
    expect((await stackOf(access, 'back'))?.Outputs).toEqual(before?.Outputs);
  });
});

describe('a deployment while AWS is unreachable', () => {
  it('succeeds in spite of throttled calls and server errors of AWS', async () => {
    let calls = 0;
    const { aws, access } = await startAccess({
      faults: [
        {
          beforeCall(service) {
            calls += 1;
            if (service !== 'cloudformation') return;
            if (calls % 3 === 0) {
              throw new AwsError('Throttling', 'Rate exceeded');
            }
            if (calls % 7 === 0) {
              throw new AwsError('InternalFailure', 'Internal failure', 500);
            }
          },
        },
      ],
    });
    const { outcome } = await planAndDeploy(access, inputOf('hard'));
    expect(outcome.outcome).toBe('created');
    await aws.stop();
  });

  it('continues to follow when events cannot be read for a while', async () => {
    let throttled = 0;
    const { aws, access } = await startAccess({
      speed: 600,
      faults: [
        {
          beforeCall(_, operation) {
            // More often than the SDK retries.
            if (operation === 'DescribeStackEvents' && throttled < 6) {
              throttled += 1;
              throw new AwsError('Throttling', 'Rate exceeded');
            }
          },
        },
      ],
    });
    const plan = await planReview(access, {
      input: inputOf('wait'),
      token: 'wait',
    });
    throttled = Infinity;
    const outcome = await execute(access, {
      plan,
      token: 'wait',
      onProgress: ({ event }) => {
        if (event.logicalId === 'Vpc' && throttled === Infinity) throttled = 0;
      },
    });
    expect(throttled).toBe(6);
    expect(outcome.outcome).toBe('created');
    await aws.stop();
  });
});

describe('a plan that was overtaken', () => {
  it('is refused, and the operation that overtook it is not touched', async () => {
    const { aws, access } = await startAccess();
    await planAndDeploy(access, inputOf('abc'));
    const slow = await planReview(access, {
      input: inputOf('abc', { worker: { maxTasks: 7 } }),
      token: 'slow',
    });
    await planAndDeploy(access, inputOf('abc', { worker: { maxTasks: 8 } }));
    await expect(
      execute(access, { plan: slow, token: 'slow' }),
    ).rejects.toThrow(
      'The plan for environment abc in eu-central-1 can no longer be executed: it was deleted, or the environment has changed since. Plan it again.',
    );
    await aws.stop();
  });

  it('is refused when its environment is gone', async () => {
    const { aws, access } = await startAccess();
    await planAndDeploy(access, inputOf('abc'));
    const plan = await planReview(access, {
      input: inputOf('abc', { worker: { maxTasks: 7 } }),
      token: 'late',
    });
    await destroy(access, { ref: plan.ref, token: 'gone' });
    await expect(execute(access, { plan, token: 'late' })).rejects.toThrow(
      'can no longer be executed',
    );
    expect(await leftoversIn(access)).toEqual({ stacks: {}, changeSets: [] });
    await aws.stop();
  });
});
