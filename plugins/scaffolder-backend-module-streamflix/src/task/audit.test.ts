import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import type { TemplateAction } from '@backstage/plugin-scaffolder-node';
import type { JsonObject } from '@backstage/types';
import { startLocalAws, type LocalAws } from '@streamflix/local-aws';
import type { ActionServices } from './ActionServices';
import { region, requestOf } from '../__testUtils__/requestOf';
import { createActionContext } from '../__testUtils__/createActionContext';
import { actionServices } from '../__testUtils__/actionServices';
import type { RecordedEvent } from '../__testUtils__/RecordedAuditor';
import { createDeployAction } from '../actions/createDeployAction';
import { createDestroyAction } from '../actions/createDestroyAction';
import { createPlanAction } from '../actions/createPlanAction';

jest.setTimeout(120_000);

const account = '000000000000';
const user = 'user:default/mock';

describe('the audit log of the actions', () => {
  let aws: LocalAws;
  beforeAll(async () => {
    aws = await startLocalAws({ port: 0, speed: 6000 });
  });
  afterAll(() => aws?.stop());

  /** Runs a step to its end, even a failure; returns its audit events. */
  async function run<Input extends JsonObject, Output extends JsonObject>(
    createAction: (services: ActionServices) => TemplateAction<Input, Output>,
    input: Input,
    options: {
      denied?: string[];
      signal?: AbortSignal;
      taskId?: string;
      onLine?(lines: string): void;
      services?: ActionServices & { auditor: { events: RecordedEvent[] } };
    } = {},
  ): Promise<RecordedEvent[]> {
    const { denied = [], signal, taskId = 'task', onLine = () => {} } = options;
    const users = { [user]: { owns: ['group:default/video'], denied } };
    const { services = actionServices(aws, { users }) } = options;
    await createAction(services)
      .handler({
        ...createActionContext<Input, Output>(input),
        getInitiatorCredentials: async () => mockCredentials.user(user),
        logger: mockServices.logger.mock({ info: onLine, warn: onLine }),
        task: { id: taskId },
        signal,
      })
      .catch(() => {});
    return services.auditor.events;
  }

  const whose = {
    taskId: 'task',
    initiator: user,
    suffix: 'audited',
    region,
    account,
  };

  it('contains who planned what, but not operations, which are audited when their outcome is published', async () => {
    expect(await run(createPlanAction, requestOf('audited'))).toEqual([
      {
        eventId: 'environment-plan',
        severityLevel: 'medium',
        status: 'succeeded',
        meta: {
          ...whose,
          changeSetArn: expect.stringContaining(':changeSet/'),
          outcome: 'create',
          counts: expect.objectContaining({ losesData: 0 }),
        },
      },
    ]);
    expect(await run(createDeployAction, requestOf('audited'))).toEqual([]);
    expect(
      await run(createDestroyAction, { suffix: 'audited', region }),
    ).toEqual([]);
  });

  it('has what was done without an operation of CloudFormation', async () => {
    await run(createDeployAction, requestOf('switched'), { taskId: 'before' });
    const [event, ...more] = await run(createDeployAction, {
      ...requestOf('switched'),
    });
    expect(more).toEqual([]);
    expect(event).toMatchObject({
      eventId: 'environment-deploy',
      status: 'succeeded',
      meta: {
        ...whose,
        suffix: 'switched',
        outcome: 'unchanged',
        stackArn: expect.stringContaining(':stack/streamflix-switched/'),
      },
    });
    const [absent] = await run(createDestroyAction, {
      suffix: 'nothing',
      region,
    });
    expect(absent).toMatchObject({
      eventId: 'environment-destroy',
      status: 'succeeded',
      meta: { outcome: 'absent' },
    });
  });

  it('has a higher severity when a user accepts the loss of data', async () => {
    const input = { ...requestOf('severe'), allowDataLoss: ['Stream'] };
    const [event] = await run(createPlanAction, input);
    expect(event).toMatchObject({ severityLevel: 'high', status: 'succeeded' });
  });

  it.each<[string, string, (denied: string[]) => Promise<RecordedEvent[]>]>([
    [
      'plan',
      'streamflix.environment.create',
      denied => run(createPlanAction, requestOf('refused'), { denied }),
    ],
    [
      'deploy',
      'streamflix.environment.create',
      denied => run(createDeployAction, requestOf('refused'), { denied }),
    ],
    [
      'destroy',
      'streamflix.environment.delete',
      denied =>
        run(createDestroyAction, { suffix: 'switched', region }, { denied }),
    ],
  ])(
    'has a %s that was refused as failed, with the reason',
    async (action, permission, refused) => {
      expect(await refused([permission])).toEqual([
        expect.objectContaining({
          eventId: `environment-${action}`,
          status: 'failed',
          meta: { ...whose, suffix: expect.any(String) },
          error: expect.stringContaining(permission),
        }),
      ]);
    },
  );

  it('has what was refused for what was given as failed, before AWS was asked', async () => {
    const [event, ...more] = await run(createDeployAction, {
      ...requestOf('wrong'),
      region: 'us-west-1',
    });
    expect(more).toEqual([]);
    expect(event).toMatchObject({
      eventId: 'environment-deploy',
      status: 'failed',
      meta: { suffix: 'wrong', region: 'us-west-1' },
      error: expect.stringMatching(/^Region must be one/),
    });
  });

  it.each<[string, 'create' | 'update', string, () => Promise<unknown>]>([
    ['a creation', 'create', 'DeleteStack', async () => {}],
    [
      'a change',
      'update',
      'CancelUpdateStack',
      () => run(createDeployAction, requestOf('called-off'), { taskId: '0' }),
    ],
  ])(
    'has the cancellation of %s as an event of its own, with the call to AWS',
    async (_, operation, call, prepare) => {
      await prepare();
      // It runs until it is cancelled.
      aws.faults.add({
        kind: 'hang-resource',
        operation,
        type: 'AWS::Kinesis::Stream',
        times: 1,
      });
      const abort = new AbortController();
      const events = await run(
        createDeployAction,
        { ...requestOf('called-off'), stream: { shards: 4 } },
        {
          signal: abort.signal,
          onLine: lines =>
            /· \w+ · (CREATE|UPDATE)_IN_PROGRESS/.test(lines) && abort.abort(),
        },
      );
      expect(events).toEqual([
        {
          eventId: 'environment-cancel',
          severityLevel: 'medium',
          status: 'succeeded',
          meta: { ...whose, suffix: 'called-off', call },
        },
      ]);
    },
  );

  it('that fails changes nothing about the operation', async () => {
    const services = actionServices(aws);
    const broken = {
      ...services,
      auditor: {
        events: [],
        createEvent: async () => {
          throw new Error('The audit log is full.');
        },
      },
    };
    await run(createPlanAction, requestOf('unaudited'), { services: broken });
    expect(services.logger.warn).toHaveBeenCalledWith(
      'An audit event could not be written: Error: The audit log is full.',
    );
    expect(services.logger.error).not.toHaveBeenCalled();
  });
});
