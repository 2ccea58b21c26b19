import {
  ExecuteChangeSetCommand,
  type DescribeStacksOutput,
} from '@aws-sdk/client-cloudformation';
import type { LocalAws } from '@streamflix/local-aws';
import { planReview } from '../__testUtils__/operations';
import { inputOf, startAccess } from '../__testUtils__/startAccess';
import type { AwsAccess } from '../aws/AwsAccess';
import { conclude } from './conclude';
import { followOperation } from './followOperation';
import { operationId } from '../cloudformation/operationTokens';
import { ProgressCounter } from './ProgressCounter';
import { StackEventReader } from '../cloudformation/StackEventReader';

jest.setTimeout(60_000);

/** Starts an operation that takes as long as in the demo, to be followed. */
async function start(access: AwsAccess) {
  const token = 'slow';
  const plan = await planReview(access, { input: inputOf('abc'), token });
  const { cloudFormation: client } = await access.clients(plan.ref);
  const reader = new StackEventReader(client, plan.stackArn);
  await reader.skipPast();
  await client.send(
    new ExecuteChangeSetCommand({ ChangeSetName: plan.changeSetArn }),
  );
  const { ref, stackArn, changes } = plan;
  return {
    outcomeOf: (followed: Awaited<ReturnType<typeof followOperation>>) =>
      conclude('deploy', {
        ref,
        stackArn,
        followed,
        operation: operationId(token),
        aborted: false,
      }),
    options: {
      client,
      limiter: access.rateLimiter(ref),
      stackArn,
      reader,
      counter: new ProgressCounter(changes),
      settings: { operationTimeout: 90, retryTimeout: 60, pollInterval: 20 },
    },
  };
}

describe('following an operation', () => {
  let aws: LocalAws;
  let access: AwsAccess;
  beforeEach(async () => {
    ({ aws, access } = await startAccess({ speed: 60 }));
  });
  afterEach(() => aws.stop());

  it('ends when it takes longer than it may, and reports that AWS continues', async () => {
    const { options, outcomeOf } = await start(access);
    const followed = await followOperation({
      ...options,
      settings: { ...options.settings, operationTimeout: 1 / 60 },
    });
    expect(followed).toMatchObject({
      end: 'overdue',
      status: 'CREATE_IN_PROGRESS',
    });
    expect(outcomeOf(followed)).toMatchObject({
      outcome: 'needs-attention',
      message: expect.stringMatching(
        /^Environment abc in eu-central-1 is still being created after \d+ s, and is no longer followed\. The operation continues in AWS; look at the stack's events for what it waits for\.$/,
      ),
    });
  });

  it('ends when AWS cannot be read any more, and reports what was seen last', async () => {
    const { options, outcomeOf } = await start(access);
    let gone: Promise<void> | undefined;
    const followed = await followOperation({
      ...options,
      settings: { ...options.settings, retryTimeout: 1 },
      onProgress() {
        gone ??= aws.stop();
      },
    });
    expect(followed).toMatchObject({ end: 'lost' });
    expect(outcomeOf(followed)).toMatchObject({
      outcome: 'needs-attention',
      message: expect.stringMatching(
        /^Environment abc in eu-central-1 can no longer be followed, and the operation continues in AWS: when last seen, it is being created\. AWS cannot be reached in eu-central-1\./,
      ),
    });
  });

  it('waits for the final event of a stack whose status is ahead of its events', async () => {
    const fast = await startAccess({ speed: 2_000 });
    try {
      const { options, outcomeOf } = await start(fast.access);
      let isComplete = false;
      options.client.middlewareStack.add(
        next => async args => {
          const result = await next(args);
          const { Stacks = [] } = result.output as DescribeStacksOutput;
          isComplete ||= Stacks[0]?.StackStatus === 'CREATE_COMPLETE';
          return result;
        },
        { step: 'initialize' },
      );
      const { reader } = options;
      const read = reader.read.bind(reader);
      reader.read = async () => (isComplete ? read() : []);
      const followed = await followOperation(options);
      expect(followed.events.at(-1)).toMatchObject({
        ofStack: true,
        status: 'CREATE_COMPLETE',
      });
      expect(outcomeOf(followed)).toMatchObject({ outcome: 'created' });
    } finally {
      await fast.aws.stop();
    }
  });

  it('throws an internal error instead of retrying it', async () => {
    const { options } = await start(access);
    await expect(
      followOperation({
        ...options,
        onProgress() {
          throw new TypeError('a fault of ours');
        },
      }),
    ).rejects.toThrow('a fault of ours');
  });
});
