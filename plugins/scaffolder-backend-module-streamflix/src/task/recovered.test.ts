import { setTimeout as sleep } from 'node:timers/promises';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import type { ActionContext } from '@backstage/plugin-scaffolder-node';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { startLocalAws, type LocalAws } from '@streamflix/local-aws';
import { actionServices } from '../__testUtils__/actionServices';
import { createCheckpoint } from '../__testUtils__/createCheckpoint';
import { stackStatus } from '../__testUtils__/stackStatus';
import {
  createDeployAction,
  type DeployInput,
  type DeployOutput,
} from '../actions/createDeployAction';
import {
  createDestroyAction,
  type DestroyInput,
  type DestroyOutput,
} from '../actions/createDestroyAction';
import type { Task } from './Task';

jest.setTimeout(120_000);

const region = 'eu-west-2';
const account = '000000000000';
const inputOf = (suffix: string) => ({
  suffix,
  region,
  blueprint: 'video-pipeline' as const,
  owner: 'group:default/video',
});
const denied = [
  'streamflix.environment.create',
  'streamflix.environment.change',
  'streamflix.environment.delete',
];
const gone = [
  [
    'the permission was taken away',
    { denied, credentials: mockCredentials.user() },
    'You are not allowed to',
  ],
  [
    'the sign-in is over',
    {
      denied: [],
      credentials: {
        ...mockCredentials.user(),
        expiresAt: new Date(Date.now() - 1000),
      },
    },
    'Your sign-in ended',
  ],
] as const;

/** Checkpoints of a run that was killed: what was allowed was saved, the end was not. */
function ofKilledRun(): Task['checkpoint'] {
  const saved = createCheckpoint();
  return options =>
    /^(deployed|destroyed)\./.test(options.key)
      ? Promise.resolve(options.fn())
      : saved(options);
}

describe('a task that is taken up again', () => {
  let aws: LocalAws;
  beforeAll(async () => {
    aws = await startLocalAws({ speed: 600 });
  });
  afterAll(() => aws?.stop());

  async function until(suffix: string, status: string) {
    while ((await stackStatus(aws, suffix)) !== status) await sleep(20);
  }

  async function deploy(
    suffix: string,
    options: { denied?: readonly string[] } & Partial<
      ActionContext<DeployInput, DeployOutput>
    >,
  ) {
    const { denied: refused = [], ...given } = options;
    const output: Partial<Record<keyof DeployOutput, unknown>> = {};
    const services = actionServices(aws, { denied: [...refused] });
    await createDeployAction(services).handler({
      ...createMockActionContext<DeployInput, DeployOutput>({
        input: inputOf(suffix),
      }),
      logger: mockServices.logger.mock(),
      task: { id: suffix },
      output: (name, value) => {
        output[name] = value;
      },
      ...given,
    });
    return output;
  }

  async function destroy(
    suffix: string,
    options: { denied?: readonly string[] } & Partial<
      ActionContext<DestroyInput, DestroyOutput>
    >,
  ) {
    const { denied: refused = [], ...given } = options;
    const output: Partial<Record<keyof DestroyOutput, unknown>> = {};
    const services = actionServices(aws, { denied: [...refused] });
    await createDestroyAction(services).handler({
      ...createMockActionContext<DestroyInput, DestroyOutput>({
        input: { suffix, region },
      }),
      logger: mockServices.logger.mock(),
      task: { id: `destroy-${suffix}` },
      output: (name, value) => {
        output[name] = value;
      },
      ...given,
    });
    return output;
  }

  describe.each(gone)(
    'when %s',
    (_, { denied: refused, credentials }, words) => {
      const suffixOf = (test: string) =>
        `${test}-${refused.length > 0 ? 'denied' : 'late'}`;
      const later = {
        denied: refused,
        getInitiatorCredentials: async () => credentials,
      };
      const allowed = (operation: 'create' | 'destroy') => async () => ({
        operation,
        asker: {
          userRef: 'user:default/mock',
          ownershipRefs: ['group:default/video'],
        },
      });

      it('follows a deployment in flight to its end, and a destruction too', async () => {
        const suffix = suffixOf('flight');
        const checkpoint = ofKilledRun();
        const killed = deploy(suffix, { checkpoint });
        await until(suffix, 'CREATE_IN_PROGRESS');
        const { outcome } = await deploy(suffix, { checkpoint, ...later });
        expect(outcome).toBe('created');
        await killed;

        const another = ofKilledRun();
        const dead = destroy(suffix, { checkpoint: another });
        await until(suffix, 'DELETE_IN_PROGRESS');
        const ended = await destroy(suffix, { checkpoint: another, ...later });
        expect(ended.outcome).toBe('destroyed');
        await dead;
      });

      it('begins no deployment that was not begun, and leaves no plan', async () => {
        const suffix = suffixOf('unbegun');
        const checkpoint = createCheckpoint();
        await checkpoint({
          key: `allowed.${account}/${region}/${suffix}.1`,
          fn: allowed('create'),
        });
        await expect(deploy(suffix, { checkpoint, ...later })).rejects.toThrow(
          words,
        );
        expect(await stackStatus(aws, suffix)).toBeUndefined();
      });

      it('destroys nothing that was not being destroyed', async () => {
        const suffix = suffixOf('spared');
        await deploy(suffix, {});
        const checkpoint = createCheckpoint();
        await checkpoint({
          key: `allowed.${account}/${region}/${suffix}.1`,
          fn: allowed('destroy'),
        });
        await expect(destroy(suffix, { checkpoint, ...later })).rejects.toThrow(
          words,
        );
        expect(await stackStatus(aws, suffix)).toBe('CREATE_COMPLETE');
      });
    },
  );
});
