import { setTimeout as sleep } from 'node:timers/promises';
import type { ActionContext } from '@backstage/plugin-scaffolder-node';
import { startLocalAws, type LocalAws } from '@streamflix/local-aws';
import { actionServices } from '../__testUtils__/actionServices';
import { requestOf } from '../__testUtils__/requestOf';
import { runAction } from '../__testUtils__/runAction';
import { createCheckpoint } from '../__testUtils__/createCheckpoint';
import { createDeployAction } from './createDeployAction';
import type { DeployInput, DeployOutput } from './deployWithCheckpoints';
import { createPlanAction, type PlanInput } from './createPlanAction';

jest.setTimeout(60_000);

const environment = { ...requestOf('demo'), region: 'eu-central-1' };

describe('streamflix:environment:deploy', () => {
  let aws: LocalAws;

  beforeAll(async () => {
    aws = await startLocalAws({ port: 0, speed: 6000 });
  });
  afterAll(() => aws?.stop());

  /** Runs the step once; returns its log, outputs and services, or throws. */
  const run = async (
    input: DeployInput,
    context: Partial<ActionContext<DeployInput, DeployOutput>> = {},
    services = actionServices(aws),
  ) => ({
    ...(await runAction(createDeployAction(services), input, context)),
    services,
  });

  async function plan(input: PlanInput): Promise<string> {
    const action = createPlanAction(actionServices(aws));
    const { output } = await runAction(action, input);
    return String(output.changeSetArn);
  }

  it('plans itself when it receives no change set, and returns every output of the stack', async () => {
    const { output, log, services } = await run(environment);
    expect(output).toMatchObject({
      outcome: 'created',
      message: expect.stringContaining('demo in eu-central-1 was created'),
      entityRef: 'resource:default/streamflix-demo-eu-central-1',
      stackArn: expect.stringContaining(':stack/streamflix-demo/'),
      outputs: {
        ClusterName: expect.any(String),
        StreamName: expect.any(String),
        DatabaseEndpoint: expect.any(String),
      },
      // A video pipeline has no API.
      apiUrl: undefined,
      warnings: [],
    });
    expect(output.plan).toBeUndefined();
    expect(log).toContain(output.message);
    expect(services.seen).toEqual(
      Array(2).fill({
        ref: {
          account: '000000000000',
          region: 'eu-central-1',
          suffix: 'demo',
        },
        stackArn: output.stackArn,
      }),
    );
  });

  it('changes nothing the second time', async () => {
    const { output, services } = await run(environment, {
      task: { id: 'another-task' },
    });
    expect(output.outcome).toBe('unchanged');
    expect(services.auditor.events).toMatchObject([
      {
        eventId: 'environment-deploy',
        status: 'succeeded',
        meta: { outcome: 'unchanged' },
      },
    ]);
  });

  it('deploys once when two runs of the same step overlap, as after a recovery', async () => {
    const twice = { ...environment, suffix: 'twice' };
    const [one, other] = await Promise.all([run(twice), run(twice)]);
    expect(one.output.outcome).toBe('created');
    expect(other.output.outcome).toBe('created');
    expect(one.output.stackArn).toBe(other.output.stackArn);
  });

  it('refuses a plan that was made before another change, and plans again when it is retried', async () => {
    const moved = { ...environment, suffix: 'moved' };
    const { output } = await run(moved, { task: { id: 'first' } });
    const changed = { ...moved, stream: { shards: 3 } };
    const changeSetArn = await plan(changed);
    await run(
      { ...moved, stream: { shards: 4 } },
      { task: { id: 'meanwhile' } },
    );
    const checkpoint = createCheckpoint();
    const late = { ...changed, changeSetArn };
    const attempt = (token: string) =>
      run(late, {
        task: { id: 'late' },
        checkpoint,
        secrets: { backstageToken: token },
      });
    await expect(attempt('first')).rejects.toThrow(
      'The plan for environment moved in eu-central-1 can no longer be executed',
    );
    // Its change set is still the one in the input: the user must plan again.
    await expect(attempt('second')).rejects.toThrow('Plan it again');
    const again = await run({ ...changed, changeSetArn: await plan(changed) });
    expect(again.output.outcome).toBe('updated');
    expect(again.output.stackArn).toBe(output.stackArn);
  });

  it('refuses to lose data that was not named, and loses what was named, with a plan and without', async () => {
    const queue = { ...environment, suffix: 'queue' };
    await run(queue, { task: { id: 'with-queue' } });
    const without = { ...queue, deadLetters: { enabled: false } };
    const message =
      /^DeadLetterQueue \(AWS::SQS::Queue\) would be removed, and its data would be lost\./;
    await expect(run(without, { task: { id: '1' } })).rejects.toThrow(message);
    const changeSetArn = await plan({
      ...without,
      allowDataLoss: ['DeadLetterQueue'],
    });
    // The plan does not include the consent: it is given for the execution.
    await expect(
      run({ ...without, changeSetArn }, { task: { id: '2' } }),
    ).rejects.toThrow(message);
    const { output } = await run(
      { ...without, changeSetArn, allowDataLoss: ['DeadLetterQueue'] },
      { task: { id: '3' } },
    );
    expect(output.outcome).toBe('updated');
  });

  it('changes nothing when it was cancelled before it started, and reports this', async () => {
    const cancelled = AbortSignal.abort(new Error('cancelled'));
    await expect(
      run({ ...environment, suffix: 'never' }, { signal: cancelled }),
    ).rejects.toThrow(/cancelled before anything was changed\.$/);
  });

  it.each([
    ['in tags', '{"tags":{"__proto__":"x"}}'],
    ['in a section', '{"advanced":{"__proto__":{"deletionProtection":true}}}'],
    ['deep in a section', '{"size":{"worker":{"constructor":1}}}'],
  ])('refuses a reserved key %s, with a reason', async (_, json) => {
    await expect(run({ ...environment, ...JSON.parse(json) })).rejects.toThrow(
      /^The environment must not have a key named __proto__/,
    );
  });

  it('reports in one message that AWS cannot be reached', async () => {
    const deaf = actionServices({ url: 'http://127.0.0.1:9' });
    await expect(run(environment, {}, deaf)).rejects.toThrow(
      /^AWS cannot be reached/,
    );
  });

  it('removes its listeners from the signals it received', async () => {
    const warnings: string[] = [];
    const take = ({ message }: Error) => void warnings.push(message);
    process.on('warning', take);
    const services = actionServices(aws);
    for (let count = 0; count < 15; count++) {
      await run({ ...environment, region: 'us-east-1' }, {}, services).catch(
        () => {},
      );
    }
    await sleep(10);
    process.off('warning', take);
    expect(warnings).toEqual([]);
  });
});
