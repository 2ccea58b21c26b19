import {
  CreateChangeSetCommand,
  DescribeChangeSetCommand,
  ExecuteChangeSetCommand,
  UpdateStackCommand,
  waitUntilStackUpdateComplete,
} from '@aws-sdk/client-cloudformation';
import { AwsError, type LocalAws } from '@streamflix/local-aws';
import { CallRecorder } from '../__testUtils__/CallRecorder';
import { planAndDeploy, planReview } from '../__testUtils__/operations';
import {
  account,
  inputOf,
  leftoversIn,
  stackOf,
  startAccess,
} from '../__testUtils__/startAccess';
import type { AwsAccess } from '../aws/AwsAccess';
import { awaitChangeSet } from './ChangeSet';
import {
  deleteUnexecutedPlans,
  stacksUnderReview,
} from './deleteUnexecutedPlans';

jest.setTimeout(60_000);

const target = { account, region: 'eu-central-1' };

describe('deleting forgotten plans', () => {
  const recorder = new CallRecorder();
  let aws: LocalAws;
  let access: AwsAccess;
  beforeEach(async () => {
    recorder.reset();
    ({ aws, access } = await startAccess({ faults: [recorder] }));
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await aws.stop();
  });

  const plan = (suffix: string, more = {}) =>
    planReview(access, { input: inputOf(suffix, more), token: suffix });
  async function cleanUp(stackArn: string): Promise<number> {
    const { deleted, failures } = await deleteUnexecutedPlans(access, stackArn);
    if (failures.length > 0) throw failures[0];
    return deleted;
  }
  const anHourPasses = () => {
    const later = Date.now() + 3_601_000;
    jest.spyOn(Date, 'now').mockReturnValue(later);
  };
  /** A change set of another program, on a stack of its own or on an environment's stack. */
  async function createForeign(StackName: string, type: 'CREATE' | 'UPDATE') {
    const { cloudFormation } = await access.clients(target);
    const { Id: arn = '', StackId = '' } = await cloudFormation.send(
      new CreateChangeSetCommand({
        StackName,
        ChangeSetName: 'by-hand',
        ChangeSetType: type,
        TemplateBody: JSON.stringify({
          Resources: { Queue: { Type: 'AWS::SQS::Queue' } },
        }),
      }),
    );
    await awaitChangeSet(cloudFormation, { arn }, 20);
    return StackId;
  }

  it('deletes the change set, then the stack by its ARN, after an hour and not before', async () => {
    const { stackArn } = await plan('abc');
    expect(await stacksUnderReview(access, target)).toEqual([stackArn]);
    recorder.calls = [];
    expect(await cleanUp(stackArn)).toBe(0);
    expect(recorder.writes()).toEqual([]);

    anHourPasses();
    expect(await cleanUp(stackArn)).toBe(1);
    expect(recorder.writes()).toEqual([
      'cloudformation:DeleteChangeSet',
      'cloudformation:DeleteStack',
    ]);
    expect(await leftoversIn(access)).toEqual({ stacks: {}, changeSets: [] });
    expect(await stacksUnderReview(access, target)).toEqual([]);
    // Another replica may run the same clean-up.
    expect(await cleanUp(stackArn)).toBe(0);
    expect(recorder.writes()).toHaveLength(2);
  });

  it('leaves the stack of an environment, and deletes its forgotten plan', async () => {
    const { outcome } = await planAndDeploy(access, inputOf('abc'));
    await plan('abc', { worker: { maxTasks: 7 } });
    anHourPasses();
    recorder.calls = [];
    expect(await cleanUp(outcome.stackArn)).toBe(1);
    expect(recorder.writes()).toEqual(['cloudformation:DeleteChangeSet']);
    expect(await leftoversIn(access)).toEqual({
      stacks: { 'streamflix-abc': 'CREATE_COMPLETE' },
      changeSets: [],
    });
  });

  it('deletes an obsolete plan, and the others when one cannot be deleted', async () => {
    const { outcome } = await planAndDeploy(access, inputOf('abc'));
    const { cloudFormation } = await access.clients(target);
    await plan('abc', { worker: { maxTasks: 7 } });
    await cloudFormation.send(
      new UpdateStackCommand({
        StackName: outcome.stackArn,
        UsePreviousTemplate: true,
        Capabilities: ['CAPABILITY_NAMED_IAM'],
        Tags: [
          ...((await stackOf(access, 'abc'))?.Tags ?? []),
          { Key: 'more', Value: 'tags' },
        ],
      }),
    );
    await waitUntilStackUpdateComplete(
      { client: cloudFormation, maxWaitTime: 30, minDelay: 0.1, maxDelay: 0.5 },
      { StackName: outcome.stackArn },
    );
    for (const token of ['second', 'third']) {
      const input = inputOf('abc', { worker: { maxTasks: 8 } });
      await planReview(access, { input, token });
    }
    expect((await leftoversIn(access)).changeSets).toHaveLength(3);
    anHourPasses();
    let refused = 0;
    recorder.fault = operation => {
      if (operation !== 'DeleteChangeSet') return;
      refused += 1;
      if (refused > 1) return;
      throw new AwsError('AccessDenied', 'For the test.', 403);
    };
    expect(await deleteUnexecutedPlans(access, outcome.stackArn)).toEqual({
      deleted: 2,
      failures: [expect.objectContaining({ kind: 'denied' })],
    });
    expect(await cleanUp(outcome.stackArn)).toBe(1);
    expect((await leftoversIn(access)).changeSets).toEqual([]);
  });

  it('leaves a plan that is younger, and the stack with it', async () => {
    const { stackArn } = await plan('abc');
    anHourPasses();
    const young = await planReview(access, {
      input: inputOf('abc'),
      token: 'young',
    });
    const { cloudFormation } = await access.clients(target);
    // Local AWS does not simulate the hour.
    cloudFormation.middlewareStack.add(
      (next, { commandName }) =>
        async args => {
          const answer = await next(args);
          const output = answer.output as {
            ChangeSetId?: string;
            CreationTime?: Date;
            Summaries?: { ChangeSetId?: string; CreationTime?: Date }[];
          };
          if (/^(List|Describe)ChangeSets?Command/.test(commandName ?? '')) {
            for (const one of output.Summaries ?? [output]) {
              if (one.ChangeSetId === young.changeSetArn) {
                one.CreationTime = new Date(Date.now() - 3_599_000);
              }
            }
          }
          return answer;
        },
      { step: 'initialize' },
    );
    expect(await cleanUp(stackArn)).toBe(1);
    expect(await leftoversIn(access)).toEqual({
      stacks: { 'streamflix-abc': 'REVIEW_IN_PROGRESS' },
      changeSets: [young.changeSetArn?.split('/')[1]],
    });
  });

  it('deletes the empty stack that a process left that died in between', async () => {
    const { stackArn } = await plan('abc');
    anHourPasses();
    recorder.fault = operation => {
      if (operation === 'DeleteStack') throw new Error('The process died.');
    };
    await expect(cleanUp(stackArn)).rejects.toThrow();
    recorder.reset();
    expect((await stackOf(access, 'abc'))?.StackStatus).toBe(
      'REVIEW_IN_PROGRESS',
    );
    expect(await cleanUp(stackArn)).toBe(0);
    expect(recorder.writes()).toEqual(['cloudformation:DeleteStack']);
    expect(await leftoversIn(access)).toEqual({ stacks: {}, changeSets: [] });
  });

  it('leaves a creation that starts before the deletion of its empty stack is repeated', async () => {
    const { stackArn } = await plan('abc');
    const { cloudFormation } = await access.clients(target);
    recorder.fault = async operation => {
      if (operation !== 'DeleteStack') return;
      recorder.fault = () => {};
      await createForeign('streamflix-abc', 'CREATE');
      await cloudFormation.send(
        new ExecuteChangeSetCommand({
          ChangeSetName: 'by-hand',
          StackName: stackArn,
        }),
      );
      throw new AwsError('Throttling', 'Rate exceeded');
    };
    anHourPasses();
    recorder.calls = [];
    expect(await cleanUp(stackArn)).toBe(1);
    expect(recorder.counts()['cloudformation:DeleteStack']).toBe(1);
    const stack = await stackOf(access, 'abc');
    expect(stack?.StackId).toBe(stackArn);
    expect(stack?.StackStatus).toMatch(/^CREATE_/);
  });

  it('does not touch change sets and stacks of other programs', async () => {
    const ours = await plan('abc');
    await createForeign('streamflix-abc', 'CREATE');
    const named = await createForeign('streamflix-other', 'CREATE');
    const theirs = await createForeign('somebody', 'CREATE');
    anHourPasses();
    recorder.calls = [];
    expect(await cleanUp(ours.stackArn)).toBe(1);
    expect(await cleanUp(named)).toBe(0);
    expect(await cleanUp(theirs)).toBe(0);
    expect(recorder.writes()).toEqual(['cloudformation:DeleteChangeSet']);
    expect(await leftoversIn(access)).toEqual({
      stacks: {
        'streamflix-abc': 'REVIEW_IN_PROGRESS',
        'streamflix-other': 'REVIEW_IN_PROGRESS',
        somebody: 'REVIEW_IN_PROGRESS',
      },
      changeSets: ['by-hand', 'by-hand', 'by-hand'],
    });
  });

  it.each<[when: string, call: string]>([
    ['before the list of change sets is read', 'ListChangeSets'],
    ['after the list was read', 'DescribeChangeSet'],
    ['at the moment it would be deleted', 'DeleteChangeSet'],
  ])('leaves a plan that is executed %s', async (_, call) => {
    const { stackArn, changeSetArn } = await plan('abc');
    const { cloudFormation } = await access.clients(target);
    recorder.fault = async operation => {
      if (operation !== call) return;
      recorder.fault = () => {};
      await cloudFormation.send(
        new ExecuteChangeSetCommand({ ChangeSetName: changeSetArn }),
      );
    };
    anHourPasses();
    await cleanUp(stackArn);
    const stack = await stackOf(access, 'abc');
    expect(recorder.calls).not.toContain('cloudformation:DeleteStack');
    expect(stack?.StackId).toBe(stackArn);
    expect(stack?.StackStatus).toMatch(/^CREATE_/);
    const { ExecutionStatus } = await cloudFormation.send(
      new DescribeChangeSetCommand({ ChangeSetName: changeSetArn }),
    );
    expect(ExecutionStatus).toMatch(/^EXECUTE_/);
  });
});
