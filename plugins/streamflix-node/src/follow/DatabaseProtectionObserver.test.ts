import { setTimeout as sleep } from 'node:timers/promises';
import {
  DeleteStackCommand,
  waitUntilStackDeleteComplete,
} from '@aws-sdk/client-cloudformation';
import {
  DescribeDBClustersCommand,
  DescribeDBInstancesCommand,
} from '@aws-sdk/client-rds';
import type { Fault, LocalAws } from '@streamflix/local-aws';
import { CallRecorder } from '../__testUtils__/CallRecorder';
import { destroy, planAndDeploy } from '../__testUtils__/operations';
import {
  account,
  inputOf,
  leftoversIn,
  startAccess,
} from '../__testUtils__/startAccess';
import type { AwsAccess } from '../aws/AwsAccess';
import { describeStack } from '../cloudformation/describeStack';
import { readResources } from '../cloudformation/readResources';

jest.setTimeout(120_000);

const region = 'eu-central-1';
const safe = inputOf('safe', { deletionProtection: true });
const ref = { account, region, suffix: 'safe' };
const nothing = { stacks: {}, changeSets: [] };

/** The tasks of the worker fail to start, long after the database exists. */
const badImage = {
  ...safe,
  worker: { image: 'public.ecr.aws/streamflix/worker:missing' },
};
const denied: Fault = { kind: 'deny', operation: 'ModifyDB*' };
const lifted =
  /^Switched off the deletion protection of DatabaseCluster \(AWS::RDS::DBCluster, \S+\), so that it can be deleted: the environment was never completed, and so it holds nothing\.$/;

describe('a protected creation that comes to nothing', () => {
  let aws: LocalAws;
  let access: AwsAccess;
  let notices: string[];
  const onNotice = (message: string) => notices.push(message);
  /** Slow enough to follow. */
  const start = async (speed = 600) =>
    ({ aws, access } = await startAccess({ speed }));
  beforeEach(() => {
    notices = [];
  });
  afterEach(() => aws.stop());

  /** Leaves the database behind, because its protection could not be switched off. */
  async function startLeft() {
    await start();
    aws.faults.add(denied);
    const { outcome } = await planAndDeploy(access, badImage);
    aws.faults.clear();
    expect(outcome.stackStatus).toBe('ROLLBACK_FAILED');
  }

  it('is rolled back whole, its database too', async () => {
    // Slow enough for several polls while the database instances are deleted, on a busy machine too.
    await start(60);
    const { outcome } = await planAndDeploy(access, badImage, { onNotice });
    expect(outcome).toMatchObject({
      outcome: 'rolled-back',
      stackStatus: 'ROLLBACK_COMPLETE',
      explanation: { resource: { logicalId: 'Worker' } },
    });
    expect(notices).toContainEqual(expect.stringMatching(lifted));
  });

  it('is no longer protected when the rollback failed before the protection could be switched off', async () => {
    await start(6000);
    const { rds, cloudFormation } = await access.clients(ref);
    const isRolledBack = async () => {
      const stack = await describeStack(cloudFormation, 'streamflix-safe');
      return stack?.status === 'ROLLBACK_FAILED';
    };
    const recorder = new CallRecorder();
    // Events from the failure on are read only after the rollback has ended.
    recorder.fault = async operation => {
      const hasWorker = aws.world.list(region, 'AWS::ECS::Service').length > 0;
      if (operation !== 'DescribeStackEvents' || !hasWorker) return;
      while (!(await isRolledBack())) await sleep(5);
    };
    aws.faults.add(recorder);
    const { outcome } = await planAndDeploy(
      access,
      { ...badImage, database: { kind: 'rds' } },
      { onNotice },
    );
    expect(outcome).toMatchObject({
      outcome: 'failed',
      stackStatus: 'ROLLBACK_FAILED',
      message: expect.stringContaining('Cannot delete protected DB Instance'),
    });
    expect(notices).toContainEqual(
      expect.stringMatching(
        /^Switched off the deletion protection of DatabaseInstance /,
      ),
    );
    const { DBInstances } = await rds.send(new DescribeDBInstancesCommand({}));
    expect(DBInstances).toMatchObject([{ DeletionProtection: false }]);
    // Deleted by CloudFormation alone.
    await cloudFormation.send(
      new DeleteStackCommand({ StackName: outcome.stackArn }),
    );
    await waitUntilStackDeleteComplete(
      { client: cloudFormation, maxWaitTime: 30, minDelay: 0.1, maxDelay: 0.1 },
      { StackName: outcome.stackArn },
    );
  });

  it('reports that it may not switch the protection off, and is deleted by the next deployment', async () => {
    await start(500);
    aws.faults.add(denied);
    const { outcome } = await planAndDeploy(access, badImage, { onNotice });
    expect(outcome).toMatchObject({
      stackStatus: 'ROLLBACK_FAILED',
      message: expect.stringContaining('Cannot delete protected Cluster'),
    });
    expect(notices).toContainEqual(
      expect.stringMatching(
        /^The deletion protection of the database could not be switched off\. AWS denies rds:ModifyDBCluster in eu-central-1, which/,
      ),
    );
    // Nothing else is deleted before the protection can be switched off.
    await expect(planAndDeploy(access, safe)).rejects.toThrow(
      'AWS denies rds:ModifyDBCluster',
    );
    expect((await leftoversIn(access)).stacks).toEqual({
      'streamflix-safe': 'ROLLBACK_FAILED',
    });

    aws.faults.clear();
    notices = [];
    const again = await planAndDeploy(access, safe, { onNotice });
    expect(again.outcome.outcome).toBe('created');
    expect(notices).toEqual([
      'Deleting the failed stack of an earlier attempt.',
      expect.stringMatching(lifted),
    ]);
  });

  it('can be destroyed', async () => {
    await startLeft();
    expect(
      await destroy(access, { ref, token: 'gone', onNotice }),
    ).toMatchObject({ outcome: 'destroyed' });
    expect(notices).toEqual([expect.stringMatching(lifted)]);
    expect(await leftoversIn(access)).toEqual(nothing);
  });

  it('can be destroyed again after that has failed', async () => {
    await startLeft();
    aws.faults.add({ kind: 'fail-delete', type: 'AWS::EC2::VPC', times: 1 });
    const first = await destroy(access, { ref, token: 'first' });
    expect(first.stackStatus).toBe('DELETE_FAILED');
    expect(await destroy(access, { ref, token: 'second' })).toMatchObject({
      outcome: 'destroyed',
    });
  });

  /** Cancels while the tasks of the worker fail to start. */
  async function cancelled() {
    aws.faults.add({
      kind: 'hang-resource',
      operation: 'create',
      resource: 'Worker',
    });
    const abort = new AbortController();
    return planAndDeploy(access, safe, {
      signal: abort.signal,
      onNotice,
      onProgress: ({ line }) => {
        if (/Worker · CREATE_IN_PROGRESS/.test(line)) abort.abort();
      },
    });
  }

  it('is deleted when it is cancelled', async () => {
    await start();
    const { outcome } = await cancelled();
    expect(outcome).toMatchObject({
      outcome: 'cancelled',
      stackStatus: 'DELETE_COMPLETE',
    });
    expect(notices).toEqual([
      expect.stringMatching(lifted),
      'Cancelling the creation: CloudFormation deletes what has been created so far (DeleteStack).',
    ]);
    expect(await leftoversIn(access)).toEqual(nothing);
  });

  it('leaves a database behind as it is, protection and all, when that is asked for', async () => {
    await start();
    aws.faults.add(denied);
    const { outcome } = await cancelled();
    expect(outcome).toMatchObject({
      outcome: 'needs-attention',
      stackStatus: 'DELETE_FAILED',
    });
    expect(notices).toEqual([
      expect.stringMatching(/^The deletion protection of the database could/),
      expect.stringMatching(/^Cancelling the creation: CloudFormation deletes/),
    ]);
    aws.faults.clear();
    const { cloudFormation, rds } = await access.clients(ref);
    const resources = await readResources(cloudFormation, outcome.stackArn);
    expect(
      await destroy(access, {
        ref,
        token: 'all but that',
        retain: resources
          .filter(({ status }) => status === 'DELETE_FAILED')
          .map(({ logicalId }) => logicalId),
      }),
    ).toMatchObject({ outcome: 'destroyed' });
    const { DBClusters } = await rds.send(new DescribeDBClustersCommand({}));
    expect(DBClusters).toMatchObject([{ DeletionProtection: true }]);
  });

  it('is deleted once its database is made, for RDS does not unprotect it before', async () => {
    await start(500);
    const recorder = new CallRecorder();
    aws.faults.add(recorder);
    aws.faults.add({
      kind: 'hang-resource',
      operation: 'create',
      resource: 'Worker',
    });
    const abort = new AbortController();
    const { outcome } = await planAndDeploy(
      access,
      { ...safe, database: { kind: 'rds' } },
      {
        signal: abort.signal,
        onNotice,
        onProgress: ({ line }) => {
          if (/DatabaseInstance · CREATE_IN_PROGRESS · Res/.test(line)) {
            abort.abort();
          }
        },
      },
    );
    expect(outcome).toMatchObject({
      outcome: 'cancelled',
      stackStatus: 'DELETE_COMPLETE',
    });
    expect(notices).toEqual([
      'Cancelling the creation once DatabaseInstance is created: it is protected, and RDS switches that off only afterwards.',
      expect.stringMatching(
        /^Switched off the deletion protection of DatabaseInstance /,
      ),
      expect.stringMatching(/^Cancelling the creation: CloudFormation deletes/),
    ]);
    // No call that RDS would have refused.
    expect(recorder.counts()['rds:ModifyDBInstance']).toBe(1);
    expect(await leftoversIn(access)).toEqual(nothing);
  });
});
