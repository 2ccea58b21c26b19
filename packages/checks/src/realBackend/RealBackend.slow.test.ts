import { setTimeout as sleep } from 'node:timers/promises';
import {
  CloudFormationClient,
  ListChangeSetsCommand,
  ListStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { AwsError, startLocalAws, type LocalAws } from '@streamflix/local-aws';
import { RealBackend } from './RealBackend';

// The whole example backend is started five times here.
jest.setTimeout(300_000);

const region = 'eu-west-2';
const values = {
  region,
  blueprint: 'video-pipeline',
  owner: 'group:default/video',
};
/** About half of the stack is complete. */
const midway = /^\d\d\/\d\d · /;
/** Backstage's error for a task without credentials. */
const withoutCredentials = /Request failed with 401/;

describe('the backend', () => {
  let aws: LocalAws;
  let backend: RealBackend;
  let cloudFormation: CloudFormationClient;

  beforeAll(async () => {
    aws = await startLocalAws({ speed: 40 });
    cloudFormation = new CloudFormationClient({
      region,
      endpoint: aws.url,
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    });
    backend = await RealBackend.start({ endpoint: aws.url });
  });
  afterAll(async () => {
    await backend?.dispose();
    await aws?.stop();
  });

  /** Every existing or deleted stack of the environment, and the plans that were not executed. */
  async function left(suffix: string) {
    const name = `streamflix-${suffix}`;
    const { StackSummaries = [] } = await cloudFormation.send(
      new ListStacksCommand({}),
    );
    const stacks = StackSummaries.filter(({ StackName }) => StackName === name);
    const listed = await Promise.all(
      stacks.map(({ StackId }) =>
        cloudFormation.send(new ListChangeSetsCommand({ StackName: StackId })),
      ),
    );
    return {
      stacks: stacks.map(({ StackStatus }) => StackStatus),
      plans: listed
        .flatMap(({ Summaries = [] }) => Summaries)
        .filter(({ ExecutionStatus }) => ExecutionStatus === 'AVAILABLE')
        .length,
    };
  }

  /** The final status of the only stack the environment ever had. */
  async function atRest(suffix: string) {
    for (;;) {
      const { stacks } = await left(suffix);
      if (!stacks[0]?.endsWith('_IN_PROGRESS')) return stacks;
      await sleep(200);
    }
  }

  // Backstage deletes the credentials of a task that is cancelled, and runs no step of a task without them.
  it('does not cancel a creation when it was killed before the cancellation reached AWS', async () => {
    // It must not be complete before the backend is back.
    aws.faults.add({
      kind: 'hang-resource',
      operation: 'create',
      resource: 'Stream',
    });
    const task = await backend.createTask('create-streamflix-environment', {
      ...values,
      suffix: 'regretted',
    });
    await backend.waitForLine(task, /Stream · CREATE_IN_PROGRESS/);
    await backend.cancelTask(task);
    await backend.kill();
    expect((await left('regretted')).stacks).toEqual(['CREATE_IN_PROGRESS']);
    await backend.start();

    expect(await backend.waitForTask(task)).toMatchObject({
      status: 'failed',
      error: expect.stringMatching(withoutCredentials),
    });
    // The stream hangs for ever: nothing has cancelled the creation.
    expect((await left('regretted')).stacks).toEqual(['CREATE_IN_PROGRESS']);
    aws.faults.clear();
  });

  it('follows a creation to its end when the credentials of its user have expired at the restart', async () => {
    const task = await backend.createTask('create-streamflix-environment', {
      ...values,
      suffix: 'signed-out',
    });
    await backend.waitForLine(task, midway);
    await backend.kill();
    backend.forgetCredentials(task);
    await backend.start();

    expect(await backend.waitForTask(task)).toMatchObject({
      status: 'failed',
      error: expect.stringMatching(withoutCredentials),
    });
    expect(await atRest('signed-out')).toEqual(['CREATE_COMPLETE']);
  });

  it('starts nothing of a creation when the credentials of its requester were gone before it started', async () => {
    const killed = new Promise<void>(resolve => {
      aws.faults.add({
        async beforeCall(_service, operation, { stack }) {
          const isIt = operation === 'ExecuteChangeSet';
          if (!isIt || stack !== 'streamflix-planned') return;
          await backend.kill();
          resolve();
          // This response is not received any more.
          throw new AwsError('InternalFailure', operation, 500);
        },
      });
    });
    const task = await backend.createTask('create-streamflix-environment', {
      ...values,
      suffix: 'planned',
    });
    await killed;
    aws.faults.clear();
    backend.forgetCredentials(task);
    await backend.start();

    expect(await backend.waitForTask(task)).toMatchObject({
      status: 'failed',
      error: expect.stringMatching(withoutCredentials),
    });
    // The backend deletes a plan that is not executed an hour after its creation.
    expect((await left('planned')).stacks).toEqual(['REVIEW_IN_PROGRESS']);
  });

  it('cancels no stack when it is shut down, and finds it again', async () => {
    const task = await backend.createTask('create-streamflix-environment', {
      ...values,
      suffix: 'shut-down',
    });
    await backend.waitForLine(task, midway);
    await backend.terminate();
    expect((await left('shut-down')).stacks).toEqual(['CREATE_IN_PROGRESS']);
    await backend.start();

    const { status, error } = await backend.waitForTask(task);
    expect({ status, error }).toEqual({ status: 'completed' });
    expect((await left('shut-down')).stacks).toEqual(['CREATE_COMPLETE']);
  });
});
