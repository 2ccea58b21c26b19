import { setTimeout as sleep } from 'node:timers/promises';
import { mockServices } from '@backstage/backend-test-utils';
import type { EventParams } from '@backstage/plugin-events-node';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { ActionContext } from '@backstage/plugin-scaffolder-node';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { createAwsAccess } from '@streamflix/backstage-plugin-streamflix-node';
import { startLocalAws, type LocalAws } from '@streamflix/local-aws';
import type { ActionServices } from '../ActionServices';
import { attentiveCatalog } from '../__testUtils__/attentiveCatalog';
import { awsConfig } from '../__testUtils__/awsConfig';
import { createCheckpoint } from '../__testUtils__/createCheckpoint';
import { stackStatus } from '../__testUtils__/askCloudFormation';
import {
  createDeployAction,
  type DeployInput,
  type DeployOutput,
} from './createDeployAction';
import {
  createPlanAction,
  type PlanInput,
  type PlanOutput,
} from './createPlanAction';
import type { PlannedEnvironment } from './PlannedEnvironment';

jest.setTimeout(60_000);

const environment = {
  suffix: 'demo',
  region: 'eu-central-1',
  blueprint: 'video-pipeline' as const,
  owner: 'group:default/video',
};

describe('streamflix:environment:deploy', () => {
  let aws: LocalAws;
  const published: EventParams[] = [];

  beforeAll(async () => {
    aws = await startLocalAws({ speed: 6000 });
  });
  afterAll(() => aws?.stop());
  beforeEach(() => {
    published.length = 0;
  });

  function services(): ActionServices {
    const config = mockServices.rootConfig({ data: awsConfig(aws.url) });
    return {
      access: createAwsAccess({ config }),
      auth: mockServices.auth(),
      userInfo: mockServices.userInfo({
        ownershipEntityRefs: ['group:default/video'],
      }),
      permissions: mockServices.permissions.mock({
        authorize: async requests =>
          requests.map(() => ({ result: AuthorizeResult.ALLOW })),
      }),
      auditor: mockServices.auditor.mock(),
      events: {
        publish: async event => {
          published.push(event);
        },
        subscribe: async () => {},
      },
      catalog: attentiveCatalog([], () =>
        published.map(({ eventPayload }) => eventPayload),
      ),
    };
  }

  /** Runs the step once: what it logs and leaves, or throws. */
  async function run(
    input: DeployInput,
    given: Partial<ActionContext<DeployInput, DeployOutput>> = {},
  ) {
    const output: Partial<Record<keyof DeployOutput, unknown>> = {};
    const log: string[] = [];
    const logger = mockServices.logger.mock({
      // Lines of one moment come as one message.
      info: message => log.push(...message.split('\n')),
    });
    await createDeployAction(services()).handler({
      ...createMockActionContext<DeployInput, DeployOutput>({ input }),
      logger,
      output: (name, value) => {
        output[name] = value;
      },
      ...given,
    });
    return { output, log };
  }

  async function plan(
    input: PlanInput,
    signal?: AbortSignal,
  ): Promise<PlannedEnvironment> {
    let planned: unknown;
    await createPlanAction(services()).handler({
      ...createMockActionContext<PlanInput, PlanOutput>({ input }),
      signal,
      output: (name, value) => {
        if (name === 'plan') planned = value;
      },
    });
    return planned as PlannedEnvironment;
  }

  it('plans itself when it is given no plan, and leaves every output of the stack', async () => {
    const { output, log } = await run(environment);
    expect(output).toMatchObject({
      outcome: 'created',
      sentence: expect.stringContaining('demo in eu-central-1 was created'),
      entityRef: 'resource:default/streamflix-demo-eu-central-1',
      stackArn: expect.stringContaining(':stack/streamflix-demo/'),
      changeSetArn: expect.stringContaining(':changeSet/'),
      plan: {
        kind: 'create',
        counts: { change: 0, replace: 0, remove: 0, losesData: 0 },
      },
      outputs: {
        ClusterName: expect.any(String),
        StreamName: expect.any(String),
        DatabaseEndpoint: expect.any(String),
      },
      // A video pipeline has no API.
      apiUrl: undefined,
    });
    expect(log.at(-1)).toBe(output.sentence);
    expect(published).toEqual([
      {
        topic: 'streamflix.environment',
        eventPayload: {
          ref: {
            account: '000000000000',
            region: 'eu-central-1',
            suffix: 'demo',
          },
          state: 'present',
        },
      },
    ]);
  });

  it('has nothing to do the second time', async () => {
    const task = { task: { id: 'another-task' } };
    const { output } = await run(environment, task);
    expect(output.outcome).toBe('unchanged');
    expect(output.changeSetArn).toBeUndefined();
  });

  it('deploys once when two runs of the same step meet, as after a recovery', async () => {
    const twice = { ...environment, suffix: 'twice' };
    const [one, other] = await Promise.all([run(twice), run(twice)]);
    expect(one.output.outcome).toBe('created');
    expect(other.output.outcome).toBe('created');
    expect(one.output.stackArn).toBe(other.output.stackArn);
    expect(one.output.changeSetArn).toBe(other.output.changeSetArn);
  });

  it('refuses a plan the environment has moved on from, and plans anew when it is retried', async () => {
    const moved = { ...environment, suffix: 'moved' };
    const { output } = await run(moved, { task: { id: 'first' } });
    const planned = await plan({ ...moved, stream: { shards: 3 } });
    await run(
      { ...moved, stream: { shards: 4 } },
      { task: { id: 'meanwhile' } },
    );
    const task = {
      task: { id: 'late' },
      checkpoint: createCheckpoint(),
    };
    await expect(run({ plan: planned }, task)).rejects.toThrow(
      'The plan for environment moved in eu-central-1 can no longer be executed',
    );
    const retried = await run({ plan: planned }, task);
    expect(retried.output.outcome).toBe('updated');
    expect(retried.output.stackArn).toBe(output.stackArn);
    expect(retried.output.changeSetArn).not.toBe(planned.changeSetArn);
  });

  it('refuses to lose data that nobody named, and loses what was named', async () => {
    const queue = { ...environment, suffix: 'queue' };
    await run(queue, { task: { id: 'with-queue' } });
    const without = { ...queue, deadLetters: { enabled: false } };
    await expect(
      run(without, { task: { id: 'without-queue' } }),
    ).rejects.toThrow(
      /^DeadLetterQueue \(AWS::SQS::Queue\) would be removed, and its data would be lost\./,
    );
    const { output } = await run(
      { ...without, allowDataLoss: ['DeadLetterQueue'] },
      { task: { id: 'named' } },
    );
    expect(output).toMatchObject({
      outcome: 'updated',
      plan: { counts: { losesData: 1 } },
    });
  });

  it('takes what may be lost from the plan it is given', async () => {
    const carried = { ...environment, suffix: 'carried' };
    await run(carried, { task: { id: 'carried-queue' } });
    const planned = await plan({
      ...carried,
      deadLetters: { enabled: false },
      allowDataLoss: ['DeadLetterQueue'],
    });
    expect(planned.allowDataLoss).toEqual(['DeadLetterQueue']);
    const { output } = await run({ plan: planned }, { task: { id: 'goes' } });
    expect(output.outcome).toBe('updated');
  });

  it('leaves nothing of a plan when the task is cancelled before it is deployed', async () => {
    const abort = new AbortController();
    const region = 'eu-west-2';
    await plan({ ...environment, region, suffix: 'dropped' }, abort.signal);
    expect(await stackStatus(aws, 'dropped')).toBe('REVIEW_IN_PROGRESS');
    abort.abort();
    while ((await stackStatus(aws, 'dropped')) !== undefined) await sleep(20);
  });

  it('changes nothing when it was cancelled before it began, and says so', async () => {
    const cancelled = AbortSignal.abort(new Error('cancelled'));
    await expect(
      run({ ...environment, suffix: 'never' }, { signal: cancelled }),
    ).rejects.toThrow('The task was cancelled before anything was changed.');
  });

  it('says in one sentence that AWS cannot be reached', async () => {
    const deaf = services();
    const config = mockServices.rootConfig({
      data: awsConfig('http://127.0.0.1:9'),
    });
    await expect(
      createDeployAction({
        ...deaf,
        access: createAwsAccess({ config }),
      }).handler(createMockActionContext({ input: environment })),
    ).rejects.toThrow(/^AWS cannot be reached in eu-/);
  });
});
