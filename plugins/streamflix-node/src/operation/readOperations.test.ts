import {
  ContinueUpdateRollbackCommand,
  DeleteStackCommand,
  paginateDescribeStackEvents,
  UpdateStackCommand,
  waitUntilStackDeleteComplete,
  waitUntilStackUpdateComplete,
  type StackEvent,
} from '@aws-sdk/client-cloudformation';
import type { LocalAws } from '@streamflix/local-aws';
import { asUser } from '../__testUtils__/asUser';
import { destroy, planAndDeploy } from '../__testUtils__/operations';
import {
  account,
  inputOf,
  stackOf,
  startAccess,
} from '../__testUtils__/startAccess';
import type { AwsAccess } from '../aws/AwsAccess';
import { operationId } from '../cloudformation/operationTokens';
import { readOperations } from './readOperations';

jest.setTimeout(120_000);

const ref = { account, region: 'eu-central-1', suffix: 'abc' };
const video = 'group:default/video';
const user = (name: string) =>
  asUser({ userRef: `user:default/${name}`, owns: [video] });
const waiting = { maxWaitTime: 30, minDelay: 0.1, maxDelay: 0.5 };
const forever = new Date(0);

describe('the operations of a stack', () => {
  let aws: LocalAws;
  let access: AwsAccess;
  beforeEach(async () => {
    ({ aws, access } = await startAccess());
  });
  afterEach(() => aws.stop());

  const deploy = async (
    token: string,
    name: string,
    more = {},
    options: Parameters<typeof planAndDeploy>[2] = {},
  ) =>
    (
      await planAndDeploy(access, inputOf('abc', more), {
        token,
        authorizer: user(name),
        ...options,
      })
    ).outcome;

  /** Reads operations in short form: step and token, requester, outcome. */
  async function read(stackArn: string, tokens: string[], since = forever) {
    const records = await readOperations(access, ref, stackArn, since);
    const names = new Map(tokens.map(token => [operationId(token), token]));
    return records.map(({ id, step, requester, outcome }) => {
      expect(requester.isComplete).toBe(true);
      return [
        step,
        names.get(id.slice(step.length + 1)),
        requester.text.replace('user:default/', ''),
        outcome?.outcome,
      ].join(' ');
    });
  }

  const cancelOn = (pattern: RegExp) => {
    const abort = new AbortController();
    return {
      signal: abort.signal,
      onProgress: ({ line }: { line: string }) => {
        if (pattern.test(line)) abort.abort();
      },
    };
  };

  it('are distinguished, with the requester and the outcome of each', async () => {
    const tokens: string[] = [];
    const named = (token: string) => {
      tokens.push(token);
      return token;
    };
    const created = await deploy(named('creation'), 'ada');
    const { stackArn } = created;
    await deploy(named('change'), 'bob', { stream: { shards: 3 } });

    // By hand, so it is no operation of StreamFlix.
    const { cloudFormation } = await access.clients(ref);
    const { Tags } = (await stackOf(access, 'abc')) ?? {};
    await cloudFormation.send(
      new UpdateStackCommand({
        StackName: stackArn,
        UsePreviousTemplate: true,
        Capabilities: ['CAPABILITY_NAMED_IAM'],
        Tags: [...(Tags ?? []), { Key: 'by', Value: 'hand' }],
        ClientRequestToken: 'Console-1',
      }),
    );
    await waitUntilStackUpdateComplete(
      { client: cloudFormation, ...waiting },
      { StackName: stackArn },
    );

    aws.faults.add({
      kind: 'fail-resource',
      operation: 'update',
      during: 'deploy',
      resource: 'Stream',
      reason: 'Limit exceeded',
      times: 1,
    });
    const failed = await deploy(named('failure'), 'bob', {
      stream: { shards: 4 },
    });
    expect(failed.outcome).toBe('rolled-back');

    const [hang] = aws.faults.add({
      kind: 'hang-resource',
      operation: 'update',
      during: 'deploy',
      resource: 'Stream',
    });
    const cancelled = await deploy(
      named('cancelled'),
      'ada',
      { stream: { shards: 5 } },
      cancelOn(/Stream · UPDATE_IN_PROGRESS/),
    );
    expect(cancelled.outcome).toBe('cancelled');
    aws.faults.remove(hang);

    aws.faults.add(
      {
        kind: 'fail-resource',
        operation: 'update',
        during: 'deploy',
        resource: 'DatabaseCluster',
        reason: 'No capacity.',
        times: 1,
      },
      { kind: 'fail-rollback', resource: 'Stream', attempts: [1] },
    );
    const stuck = await deploy(named('stuck'), 'ada', {
      stream: { shards: 6 },
      database: { maxCapacity: 4 },
    });
    expect(stuck.outcome).toBe('needs-attention');
    await deploy(named('recovery'), 'bob', { stream: { shards: 6 } });
    await destroy(access, {
      ref,
      token: named('destruction'),
      authorizer: user('ada'),
    });

    expect(await read(stackArn, tokens)).toEqual([
      'deploy creation ada created',
      'deploy change bob updated',
      'deploy failure bob rolled-back',
      'deploy cancelled ada cancelled',
      'deploy stuck ada needs-attention',
      'recover recovery bob rolled-back',
      'deploy recovery bob updated',
      'destroy destruction ada destroyed',
    ]);

    const records = await readOperations(access, ref, stackArn, forever);
    expect(records[0]).toMatchObject({
      ref,
      stackArn,
      owner: video,
      blueprint: 'video-pipeline',
      startedAt: expect.stringMatching(/^\d{4}-.*Z$/),
      outcome: { message: created.message, stackStatus: 'CREATE_COMPLETE' },
    });
    expect(records[2].outcome).toEqual({ ...failed, outputs: {} });
    const starts = records.map(({ startedAt }) => startedAt);
    expect(starts).toEqual([...starts].sort());
    for (const { startedAt, lastEventAt } of records) {
      expect(startedAt < lastEventAt).toBe(true);
    }

    // Operations that ended earlier may be left out; the last one is not.
    const last = await read(stackArn, tokens, new Date(records[7].startedAt));
    expect(last.at(-1)).toBe('destroy destruction ada destroyed');
  });

  it('have no outcome while they are in progress', async () => {
    aws.faults.add({
      kind: 'hang-resource',
      operation: 'create',
      resource: 'Stream',
    });
    const end = new AbortController();
    const { stackArn } = await deploy('creation', 'ada', undefined, {
      signal: end.signal,
      onAbort: 'leave',
      onProgress: ({ line }) => {
        if (/Vpc · CREATE_COMPLETE/.test(line)) end.abort();
      },
    });
    expect(await read(stackArn, ['creation'])).toEqual([
      'deploy creation ada ',
    ]);
  });

  it('that create are one with their cancellation, of which CloudFormation makes two', async () => {
    aws.faults.add({
      kind: 'hang-resource',
      operation: 'create',
      resource: 'Stream',
    });
    const { stackArn, message } = await deploy(
      'creation',
      'ada',
      undefined,
      cancelOn(/Vpc · CREATE_COMPLETE/),
    );
    const [record, ...more] = await readOperations(
      access,
      ref,
      stackArn,
      forever,
    );
    expect(more).toEqual([]);
    expect(record).toMatchObject({
      id: `deploy-${operationId('creation')}`,
      outcome: {
        outcome: 'cancelled',
        stackStatus: 'DELETE_COMPLETE',
        message,
      },
    });
  });

  it('end also when another program deletes what is being created', async () => {
    aws.faults.add({
      kind: 'hang-resource',
      operation: 'create',
      resource: 'Stream',
    });
    const end = new AbortController();
    const { stackArn } = await deploy('creation', 'ada', undefined, {
      signal: end.signal,
      onAbort: 'leave',
      onProgress: ({ line }) => {
        if (/Vpc · CREATE_COMPLETE/.test(line)) end.abort();
      },
    });
    const { cloudFormation } = await access.clients(ref);
    await cloudFormation.send(
      new DeleteStackCommand({
        StackName: stackArn,
        ClientRequestToken: 'Console-1',
      }),
    );
    await waitUntilStackDeleteComplete(
      { client: cloudFormation, ...waiting },
      { StackName: stackArn },
    );
    expect(await read(stackArn, ['creation'])).toEqual([
      'deploy creation ada failed',
    ]);
  });

  it('keep their end when another program continues the rollback, or deletes the stack', async () => {
    aws.faults.add(
      {
        kind: 'fail-resource',
        operation: 'update',
        during: 'deploy',
        resource: 'DatabaseCluster',
        reason: 'No capacity.',
        times: 1,
      },
      { kind: 'fail-rollback', resource: 'Stream', attempts: [1] },
    );
    const { stackArn } = await deploy('creation', 'ada');
    await deploy('stuck', 'ada', {
      stream: { shards: 4 },
      database: { maxCapacity: 4 },
    });
    const { cloudFormation } = await access.clients(ref);
    await cloudFormation.send(
      new ContinueUpdateRollbackCommand({
        StackName: stackArn,
        ClientRequestToken: 'Console-1',
      }),
    );
    while (
      (await stackOf(access, 'abc'))?.StackStatus !== 'UPDATE_ROLLBACK_COMPLETE'
    );
    await cloudFormation.send(
      new DeleteStackCommand({
        StackName: stackArn,
        ClientRequestToken: 'Console-2',
      }),
    );
    await waitUntilStackDeleteComplete(
      { client: cloudFormation, ...waiting },
      { StackName: stackArn },
    );
    expect(await read(stackArn, ['creation', 'stuck'])).toEqual([
      'deploy creation ada created',
      'deploy stuck ada needs-attention',
    ]);
  });

  it('that failed to create are followed by the deletion of what they left', async () => {
    aws.faults.add({
      kind: 'fail-resource',
      operation: 'create',
      resource: 'Stream',
      reason: 'Limit exceeded',
      times: 1,
    });
    const first = await deploy('first', 'ada');
    const second = await deploy('second', 'bob');
    expect(second.stackArn).not.toBe(first.stackArn);
    const tokens = ['first', 'second'];
    expect(await read(first.stackArn, tokens)).toEqual([
      'deploy first ada rolled-back',
      'clear second bob destroyed',
    ]);
    expect(await read(second.stackArn, tokens)).toEqual([
      'deploy second bob created',
    ]);
  });

  it('are not started twice by the second report of CloudFormation that they start', async () => {
    const { stackArn } = await deploy('creation', 'ada');
    const { cloudFormation } = await access.clients(ref);
    const events: StackEvent[] = [];
    for await (const { StackEvents = [] } of paginateDescribeStackEvents(
      { client: cloudFormation },
      { StackName: stackArn },
    )) {
      events.push(...StackEvents);
    }
    expect(
      events
        .filter(
          ({ ResourceStatus, PhysicalResourceId }) =>
            ResourceStatus === 'CREATE_IN_PROGRESS' &&
            PhysicalResourceId === stackArn,
        )
        .map(({ DetailedStatus }) => DetailedStatus),
    ).toEqual(['CONFIGURATION_COMPLETE', undefined]);
    expect(await read(stackArn, ['creation'])).toEqual([
      'deploy creation ada created',
    ]);
  });
});
