import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import type { ActionContext } from '@backstage/plugin-scaffolder-node';
import type { JsonObject } from '@backstage/types';
import {
  deployEnvironment,
  destroyEnvironment,
  TerminalAuthorizer,
} from '@streamflix/backstage-plugin-streamflix-node';
import { startLocalAws, type LocalAws } from '@streamflix/local-aws';
import { region, requestOf } from '../__testUtils__/requestOf';
import { createActionContext } from '../__testUtils__/createActionContext';
import { actionServices } from '../__testUtils__/actionServices';
import { stackStatus } from '../__testUtils__/askCloudFormation';
import { createCheckpoint } from '../__testUtils__/createCheckpoint';
import { createDeployAction } from '../actions/createDeployAction';
import { createDestroyAction } from '../actions/createDestroyAction';
import { effectOf, effectToken, type Task } from './Task';

jest.setTimeout(120_000);

const account = '000000000000';
const task = { task: { id: 'task' }, step: { id: 'step', name: 'Step' } };
/** Credentials of a task that is resumed long after its user signed in. */
const expired = async () => ({
  ...mockCredentials.user(),
  expiresAt: new Date(0),
});
const valid = async () => mockCredentials.user();

describe('a step that is resumed', () => {
  let aws: LocalAws;
  beforeAll(async () => {
    aws = await startLocalAws({ port: 0, speed: 1000 });
  });
  afterAll(() => aws?.stop());

  async function run(
    action: 'deploy' | 'destroy',
    input: JsonObject,
    given: Partial<ActionContext<never, never>>,
    services = actionServices(aws),
  ) {
    const output: JsonObject = {};
    const { handler } =
      action === 'deploy'
        ? createDeployAction(services)
        : createDestroyAction(services);
    await handler({
      ...createActionContext<never, never>(input as never),
      ...task,
      output: (name: string, value: never) => {
        output[name] = value;
      },
      ...given,
    } as never);
    return { output, services };
  }

  /** The checkpoint of a killed backend: its first attempt had started. */
  async function killed(action: string, input: JsonObject) {
    const checkpoint = createCheckpoint();
    const effect = effectOf(action, input);
    await checkpoint({
      key: `started.${effect}.1`,
      fn: async () => ({ at: new Date().toISOString() }),
    });
    return { checkpoint, token: effectToken(task as Task, effect, 1) };
  }

  /** Starts the operation as the killed backend did, and stops following it. */
  async function start(suffix: string, token: string) {
    const { access } = actionServices(aws);
    const left = new AbortController();
    await deployEnvironment(access, {
      input: requestOf(suffix),
      token,
      authorizer: new TerminalAuthorizer(access, { account, region }),
      signal: left.signal,
      onAbort: 'leave',
      onStarted: () => left.abort(),
    });
  }

  /** Services that count their decisions. */
  function counted() {
    const services = actionServices(aws);
    const authorize = jest.spyOn(services.permissions, 'authorize');
    const getUserInfo = jest.spyOn(services.userInfo, 'getUserInfo');
    return {
      services,
      decisions: () =>
        authorize.mock.calls.length + getUserInfo.mock.calls.length,
    };
  }

  it.each([
    ['expired', expired],
    ['valid', valid],
  ])(
    'follows its deployment without asking for permission, with %s credentials',
    async (name, getInitiatorCredentials) => {
      const input = requestOf(`resumed-${name}`);
      const { checkpoint, token } = await killed('deploy', input);
      await start(input.suffix, token);
      const { services, decisions } = counted();
      const { output } = await run(
        'deploy',
        input,
        { checkpoint, getInitiatorCredentials },
        services,
      );
      expect(output).toMatchObject({ outcome: 'created' });
      expect(decisions()).toBe(0);
      expect(services.auditor.events).toEqual([]);
    },
  );

  it('follows its destruction without asking for permission, with expired credentials', async () => {
    const suffix = 'resumed-expired';
    const input = { suffix, region };
    const { checkpoint, token } = await killed('destroy', input);
    const { access } = actionServices(aws);
    const left = new AbortController();
    await destroyEnvironment(access, {
      ref: { account, region, suffix },
      token,
      authorizer: new TerminalAuthorizer(access, { account, region }),
      signal: left.signal,
      onAbort: 'leave',
      onStarted: () => left.abort(),
    });
    const { services, decisions } = counted();
    const { output } = await run(
      'destroy',
      input,
      { checkpoint, getInitiatorCredentials: expired },
      services,
    );
    expect(output).toMatchObject({ outcome: 'destroyed' });
    expect(decisions()).toBe(0);
    expect(await stackStatus(aws, suffix)).toBeUndefined();
  });

  it.each<['deploy' | 'destroy', JsonObject]>([
    ['deploy', requestOf('nothing')],
    ['destroy', { suffix: 'resumed-valid', region }],
  ])('starts nothing with expired credentials: %s', async (action, input) => {
    const before = await stackStatus(aws, String(input.suffix));
    const { checkpoint } = await killed(action, input);
    const services = actionServices(aws);
    await expect(
      run(
        action,
        input,
        { checkpoint, getInitiatorCredentials: expired },
        services,
      ),
    ).rejects.toThrow(
      'Your sign-in has expired. Sign in, then start this again.',
    );
    expect(await stackStatus(aws, String(input.suffix))).toBe(before);
    expect(services.auditor.events).toMatchObject([
      { eventId: `environment-${action}`, status: 'failed' },
    ]);
  });

  it('does not start a deployment for a service instead of a user', async () => {
    await expect(
      run('deploy', requestOf('nothing'), {
        getInitiatorCredentials: async () => mockCredentials.service(),
      }),
    ).rejects.toThrow('Only a signed-in user can start this.');
  });

  it('reports an outcome that was saved, once more and without an audit event of its own', async () => {
    const input = requestOf('saved');
    const checkpoint = createCheckpoint();
    const given = {
      checkpoint,
      secrets: { backstageToken: 'same' },
      getInitiatorCredentials: valid,
    };
    const first = await run('deploy', input, given);
    const { output, services } = await run('deploy', input, {
      ...given,
      getInitiatorCredentials: expired,
    });
    expect(output).toEqual(first.output);
    expect(services.auditor.events).toEqual([]);
  });

  it('cannot cancel with expired credentials, and reports what the operation came to', async () => {
    const input = requestOf('uncancelled');
    const { checkpoint, token } = await killed('deploy', input);
    await start(input.suffix, token);
    const services = actionServices(aws);
    await expect(
      run(
        'deploy',
        input,
        {
          checkpoint,
          getInitiatorCredentials: expired,
          signal: AbortSignal.abort(),
          logger: mockServices.logger.mock(),
        },
        services,
      ),
    ).rejects.toThrow(
      /was created in .* It could not be cancelled: Your sign-in has expired/,
    );
    expect(await stackStatus(aws, input.suffix)).toBe('CREATE_COMPLETE');
  });

  it('makes a new attempt when the user retries it after a bad outcome', async () => {
    const input = requestOf('again');
    const checkpoint = createCheckpoint();
    const attempt = (backstageToken: string) =>
      run('deploy', input, {
        checkpoint,
        secrets: { backstageToken },
        getInitiatorCredentials: valid,
      });
    aws.faults.add({
      kind: 'fail-resource',
      type: 'AWS::Kinesis::Stream',
      operation: 'create',
      reason: 'For the test.',
      times: 1,
    });
    await expect(attempt('first')).rejects.toThrow('could not be created');
    // The same run, resumed after its outcome was saved, reports it again.
    await expect(attempt('first')).rejects.toThrow('could not be created');
    expect(await stackStatus(aws, 'again')).toBe('ROLLBACK_COMPLETE');
    const { output } = await attempt('second');
    expect(output).toMatchObject({ outcome: 'created' });
  });
});
