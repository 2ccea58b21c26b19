import { mockServices } from '@backstage/backend-test-utils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import type { TemplateAction } from '@backstage/plugin-scaffolder-node';
import type { JsonObject } from '@backstage/types';
import { startLocalAws, type LocalAws } from '@streamflix/local-aws';
import type { ActionServices } from '../ActionServices';
import { actionServices } from '../__testUtils__/actionServices';
import type { RecordedEvent } from '../__testUtils__/RecordedAuditor';
import { createDeployAction } from '../actions/createDeployAction';
import { createDestroyAction } from '../actions/createDestroyAction';
import { createPlanAction } from '../actions/createPlanAction';

jest.setTimeout(120_000);

const region = 'eu-west-2';
const account = '000000000000';
const inputOf = (suffix: string) => ({
  suffix,
  region,
  blueprint: 'video-pipeline' as const,
  owner: 'group:default/video',
});

describe('the audit log', () => {
  let aws: LocalAws;
  beforeAll(async () => {
    aws = await startLocalAws({ speed: 200 });
  });
  afterAll(() => aws?.stop());

  /** Runs a step to its end, good or bad: what the audit log has of it. */
  async function run<Input extends JsonObject, Output extends JsonObject>(
    createAction: (services: ActionServices) => TemplateAction<Input, Output>,
    input: Input,
    options: {
      denied?: string[];
      signal?: AbortSignal;
      taskId?: string;
      onLine?(lines: string): void;
    } = {},
  ): Promise<RecordedEvent[]> {
    const { denied, signal, taskId = 'task', onLine = () => {} } = options;
    const services = actionServices(aws, { denied });
    const { handler } = createAction(services);
    await handler({
      ...createMockActionContext<Input, Output>({ input }),
      logger: mockServices.logger.mock({ info: onLine, warn: onLine }),
      task: { id: taskId },
      signal,
    }).catch(() => {});
    return services.auditor.events;
  }

  const whose = {
    taskId: 'task',
    initiator: 'user:default/mock',
    suffix: 'audited',
    region,
    account,
  };

  it('tells who planned, deployed and destroyed which stack, and how it ended, by how much it may do', async () => {
    const stackArn = expect.stringContaining(':stack/streamflix-audited/');
    const changeSetArn = expect.stringContaining(':changeSet/');
    expect(await run(createPlanAction, inputOf('audited'))).toEqual([
      {
        eventId: 'environment-plan',
        severityLevel: 'low',
        status: 'succeeded',
        meta: {
          ...whose,
          stackArn,
          changeSetArn,
          outcome: 'create',
          counts: expect.objectContaining({ losesData: 0 }),
        },
      },
    ]);
    expect(await run(createDeployAction, inputOf('audited'))).toEqual([
      {
        eventId: 'environment-deploy',
        severityLevel: 'medium',
        status: 'succeeded',
        meta: {
          ...whose,
          stackArn,
          changeSetArn,
          outcome: 'created',
          sentence: expect.stringContaining('audited in eu-west-2 was created'),
        },
      },
    ]);
    expect(
      await run(createDestroyAction, { suffix: 'audited', region }),
    ).toEqual([
      {
        eventId: 'environment-destroy',
        severityLevel: 'high',
        status: 'succeeded',
        meta: {
          ...whose,
          stackArn,
          outcome: 'destroyed',
          sentence: expect.stringContaining('was destroyed in'),
        },
      },
    ]);
  });

  it('calls it severe when somebody consents to the loss of data', async () => {
    const input = { ...inputOf('severe'), allowDataLoss: ['Stream'] };
    const [event] = await run(createPlanAction, input);
    expect(event).toMatchObject({ severityLevel: 'high', status: 'succeeded' });
  });

  it.each<[string, string, (denied: string[]) => Promise<RecordedEvent[]>]>([
    [
      'plan',
      'streamflix.environment.create',
      denied => run(createPlanAction, inputOf('refused'), { denied }),
    ],
    [
      'deploy',
      'streamflix.environment.create',
      denied => run(createDeployAction, inputOf('refused'), { denied }),
    ],
    [
      'destroy',
      'streamflix.environment.delete',
      denied =>
        run(createDestroyAction, { suffix: 'refused', region }, { denied }),
    ],
  ])(
    'has a %s that was not allowed as failed, with the reason',
    async (action, permission, refused) => {
      expect(await refused([permission])).toEqual([
        expect.objectContaining({
          eventId: `environment-${action}`,
          status: 'failed',
          meta: { ...whose, suffix: 'refused' },
          error: expect.stringContaining(permission),
        }),
      ]);
    },
  );

  it('has what was refused for what was asked as failed, before anybody looked at AWS', async () => {
    const [event, ...more] = await run(createDeployAction, {
      ...inputOf('wrong'),
      region: 'us-west-1',
    });
    expect(more).toEqual([]);
    expect(event).toMatchObject({
      eventId: 'environment-deploy',
      status: 'failed',
      meta: { suffix: 'wrong', region: 'us-west-1' },
      error: expect.stringContaining('us-west-1'),
    });
  });

  it('has a cancellation as an event of its own, with what AWS was told and what came of it', async () => {
    const abort = new AbortController();
    const events = await run(createDeployAction, inputOf('cancelled'), {
      signal: abort.signal,
      onLine: lines => /^1\d\/\d+ · /m.test(lines) && abort.abort(),
    });
    const sentence = expect.stringContaining('nothing is left of it');
    expect(events).toEqual([
      expect.objectContaining({
        eventId: 'environment-deploy',
        status: 'failed',
        error: sentence,
        meta: expect.objectContaining({ outcome: 'cancelled', sentence }),
      }),
      {
        eventId: 'environment-cancel',
        severityLevel: 'medium',
        status: 'succeeded',
        // Who cancelled is not known to it: not necessarily whoever started the task.
        meta: {
          taskId: 'task',
          taskInitiator: 'user:default/mock',
          suffix: 'cancelled',
          region,
          account,
          call: 'DeleteStack',
          outcome: 'cancelled',
          sentence,
          stackArn: expect.stringContaining(':stack/streamflix-cancelled/'),
        },
      },
    ]);
  });

  it('tells a cancelled change by its call', async () => {
    await run(createDeployAction, inputOf('changed'), { taskId: 'before' });
    const abort = new AbortController();
    // It is still at it when it is cancelled, however slow this machine is.
    aws.faults.add({
      kind: 'hang-resource',
      operation: 'update',
      type: 'AWS::Kinesis::Stream',
      attempts: [1],
    });
    const change = { ...inputOf('changed'), stream: { shards: 4 } };
    const events = await run(createDeployAction, change, {
      signal: abort.signal,
      onLine: lines => /UPDATE_IN_PROGRESS/.test(lines) && abort.abort(),
    });
    expect(events.at(-1)).toMatchObject({
      eventId: 'environment-cancel',
      status: 'succeeded',
      meta: {
        call: 'CancelUpdateStack',
        outcome: 'cancelled',
        sentence: expect.stringContaining('it is as it was before'),
      },
    });
  });

  it('has the cancellation of a destruction as failed, for AWS takes none back', async () => {
    await run(createDeployAction, inputOf('lost'), { taskId: 'before' });
    const abort = new AbortController();
    const events = await run(
      createDestroyAction,
      { suffix: 'lost', region },
      {
        signal: abort.signal,
        onLine: lines => /DELETE_IN_PROGRESS/.test(lines) && abort.abort(),
      },
    );
    expect(events.at(-1)).toMatchObject({
      eventId: 'environment-cancel',
      status: 'failed',
      meta: { call: 'none' },
      error: expect.stringContaining('the cancellation came too late'),
    });
  });
});
