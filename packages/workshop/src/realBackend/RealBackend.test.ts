import { setTimeout as sleep } from 'node:timers/promises';
import {
  CloudFormationClient,
  ListChangeSetsCommand,
  ListStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { startLocalAws, type LocalAws } from '@streamflix/local-aws';
import { RealBackend } from './RealBackend';

// The whole example backend starts half a dozen times here.
jest.setTimeout(300_000);

const region = 'eu-west-2';
const values = {
  region,
  blueprint: 'video-pipeline',
  owner: 'group:default/video',
};
/** A good part of the stack is there, a good part is not. */
const midway = /^\d\d\/\d\d · /;

describe('the backend', () => {
  let aws: LocalAws;
  let backend: RealBackend;
  let cloudFormation: CloudFormationClient;

  beforeAll(async () => {
    aws = await startLocalAws({ speed: 20 });
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

  /** Every stack of the environment there ever was, and the plans nobody executed. */
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

  it('finishes a creation it was killed in the middle of, with one stack and no plan left', async () => {
    const task = await backend.createTask('create-streamflix-environment', {
      ...values,
      suffix: 'killed',
    });
    await backend.waitForLine(task, midway);
    await backend.kill();
    expect((await left('killed')).stacks).toEqual(['CREATE_IN_PROGRESS']);
    await backend.start();

    const { status, error, log } = await backend.waitForTask(task);
    expect({ status, error }).toEqual({ status: 'completed' });
    expect(await left('killed')).toEqual({
      stacks: ['CREATE_COMPLETE'],
      plans: 0,
    });
    expect(log.join('\n')).toContain('killed in eu-west-2 was created');
  });

  it('begins what it was killed in the middle of planning, and makes it once', async () => {
    const task = await backend.createTask('create-streamflix-environment', {
      ...values,
      suffix: 'planned',
    });
    await backend.waitForLine(task, /Beginning step Plan/);
    await backend.restart();

    const { status, error } = await backend.waitForTask(task);
    expect({ status, error }).toEqual({ status: 'completed' });
    expect(await left('planned')).toEqual({
      stacks: ['CREATE_COMPLETE'],
      plans: 0,
    });
  });

  // Backstage wipes a task's credentials when it is cancelled, and takes it up again without: no step of it runs any more.
  it('leaves nothing of a creation that was cancelled when it was killed, though the task can no longer say so', async () => {
    const task = await backend.createTask('create-streamflix-environment', {
      ...values,
      suffix: 'regretted',
    });
    await backend.waitForLine(task, midway);
    await backend.cancelTask(task);
    await backend.waitForLine(task, /DeleteStack/);
    await backend.waitForLine(task, /regretted · DELETE_IN_PROGRESS/);
    await backend.restart();

    expect((await backend.waitForTask(task)).status).toBe('failed');
    while ((await left('regretted')).stacks[0] !== 'DELETE_COMPLETE') {
      await sleep(200);
    }
    expect(await left('regretted')).toEqual({
      stacks: ['DELETE_COMPLETE'],
      plans: 0,
    });
  });

  it('cancels no stack when it is shut down, and finds it again', async () => {
    const task = await backend.createTask('create-streamflix-environment', {
      ...values,
      suffix: 'shut-down',
    });
    await backend.waitForLine(task, midway);
    await backend.stop();
    expect((await left('shut-down')).stacks).toEqual(['CREATE_IN_PROGRESS']);
    await backend.start();

    const { status, error } = await backend.waitForTask(task);
    expect({ status, error }).toEqual({ status: 'completed' });
    expect((await left('shut-down')).stacks).toEqual(['CREATE_COMPLETE']);
  });
});
