import { setTimeout as sleep } from 'node:timers/promises';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { startLocalAws, type LocalAws } from '@streamflix/local-aws';
import { requestOf } from '../__testUtils__/requestOf';
import { createActionContext } from '../__testUtils__/createActionContext';
import { actionServices } from '../__testUtils__/actionServices';
import { stackStatus } from '../__testUtils__/askCloudFormation';
import { createCheckpoint } from '../__testUtils__/createCheckpoint';
import { createDeployAction } from '../actions/createDeployAction';
import type {
  DeployInput,
  DeployOutput,
} from '../actions/deployWithCheckpoints';
import type { Task } from './Task';

jest.setTimeout(180_000);

describe('a backend that shuts down', () => {
  let aws: LocalAws;
  const unhandled: unknown[] = [];
  const take = (reason: unknown) => void unhandled.push(reason);

  beforeAll(async () => {
    process.on('unhandledRejection', take);
    aws = await startLocalAws({ port: 0, speed: 1000 });
  });
  afterAll(async () => {
    process.off('unhandledRejection', take);
    await aws?.stop();
  });

  function run(
    suffix: string,
    checkpoint: Task['checkpoint'],
    services: ReturnType<typeof actionServices>,
  ) {
    const input = requestOf(suffix);
    const output: Record<string, unknown> = {};
    const step = createDeployAction(services).handler({
      ...createActionContext<DeployInput, DeployOutput>(input),
      task: { id: `task-${suffix}` },
      logger: mockServices.logger.mock(),
      checkpoint,
      secrets: { backstageToken: 'token' },
      getInitiatorCredentials: async () => mockCredentials.user(),
      output: (name, value) => {
        output[name] = value;
      },
    });
    return { step, output };
  }

  // A creation takes one to two seconds here; these moments are spread over it at random.
  it.each(Array.from({ length: 8 }, (_, index) => index))(
    'leaves a step open, and resumes it to its end after the restart (moment %i)',
    async index => {
      const suffix = `stopped-${index}`;
      const shutdown = new AbortController();
      const checkpoint = createCheckpoint();
      const moment = Math.round((index + Math.random()) * 250);
      const services = { ...actionServices(aws), shutdown: shutdown.signal };
      // The services of the step that are in this process are closed, too.
      const closing = async () => {
        throw new Error('The service is closed.');
      };
      let settled: string | undefined;
      const { step } = run(suffix, checkpoint, services);
      step.then(
        () => {
          settled = `returned after ${moment} ms`;
        },
        error => {
          settled = `threw after ${moment} ms: ${error}`;
        },
      );
      await sleep(moment);
      const before = settled;
      shutdown.abort();
      Object.assign(services.events, { publish: closing });
      Object.assign(services.auditor, { createEvent: closing });
      Object.assign(services.catalog, { getEntities: closing });
      // Until AWS has finished the operation.
      while (/IN_PROGRESS/.test((await stackStatus(aws, suffix)) ?? '')) {
        await sleep(50);
      }
      await sleep(300);
      expect(settled).toBe(before);

      const restarted = run(suffix, checkpoint, actionServices(aws));
      await restarted.step;
      expect(restarted.output.outcome).toMatch(/^(created|unchanged)$/);
      expect(await stackStatus(aws, suffix)).toBe('CREATE_COMPLETE');
      expect(unhandled).toEqual([]);
    },
  );

  it('does not start a step any more', async () => {
    const services = actionServices(aws);
    const { step } = run('late', createCheckpoint(), {
      ...services,
      shutdown: AbortSignal.abort(),
    });
    const authorize = jest.spyOn(services.permissions, 'authorize');
    await Promise.race([step, sleep(1_000)]);
    expect(authorize).not.toHaveBeenCalled();
    expect(await stackStatus(aws, 'late')).toBeUndefined();
  });
});
