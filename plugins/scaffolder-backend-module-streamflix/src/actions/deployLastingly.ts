import {
  toResourceRef,
  type EnvironmentInput,
  type EnvironmentRef,
  type EnvironmentSpec,
} from '@streamflix/backstage-plugin-streamflix-common';
import {
  AwsError,
  deployEnvironment,
  RefusedError,
  type DeploymentOutcome,
} from '@streamflix/backstage-plugin-streamflix-node';
import type { ActionServices } from '../ActionServices';
import { announce } from '../task/announce';
import { authorise, deployment } from '../task/authorise';
import { FailedEnding } from '../task/FailedEnding';
import { lastingEnding } from '../task/lastingEnding';
import { effectToken, type Task } from '../task/Task';
import type { Consent } from './consentFields';
import type { Plain } from './Plain';
import type { ExecutablePlan } from './PlannedEnvironment';
import { planOnce } from './planning';

/** A deployment that ended well, and the plan it executed. */
export type Deployed = {
  plan: ExecutablePlan;
  outcome: Plain<DeploymentOutcome>;
};

/** The plan step's change set can no longer be executed, and never will be: a retry needs another one. */
type Outdated = { outdated: string };

const isGood = (ending: Deployed | Outdated) =>
  'outcome' in ending &&
  ['created', 'updated', 'unchanged'].includes(ending.outcome.outcome);

/**
 * Deploys, and makes it last: running the step again finds what was begun, and a retry after a bad ending plans anew.
 *
 * @param request.planned - from the plan step; the first attempt executes exactly its change set
 * @throws FailedEnding when it ended as nobody wished; RefusedError when it could not begin
 */
export async function deployLastingly(
  services: ActionServices,
  ctx: Task,
  request: {
    input: EnvironmentInput;
    spec: EnvironmentSpec;
    ref: EnvironmentRef;
    planned?: ExecutablePlan;
    consent: Consent;
  },
): Promise<Deployed> {
  const { input, spec, ref, planned, consent } = request;
  const ending = await lastingEnding<Deployed | Outdated>(ctx, {
    key: `deployed.${toResourceRef(ref)}`,
    isGood,
    async run(attempt) {
      const asker = await authorise(services, ctx, {
        operation: () => deployment(services, ref),
        ref,
        attempt,
      });
      const given = attempt === 1 ? planned : undefined;
      const plan =
        given ??
        (await planOnce(services, ctx, {
          input,
          ref,
          asker,
          consent,
          attempt,
        }));
      try {
        const outcome = await deployEnvironment(services.access, {
          plan: { ...plan, spec },
          ...consent,
          token: effectToken(ctx, attempt),
          signal: ctx.signal,
          onProgress: ({ line }) => ctx.logger.info(line),
          onNotice: sentence => ctx.logger.warn(sentence),
        });
        return { plan, outcome };
      } catch (error) {
        // Either way the plan was taken back, and a retry needs another one.
        if (error instanceof RefusedError || error instanceof AwsError) {
          return { outdated: error.message };
        }
        throw error;
      }
    },
  });
  if ('outdated' in ending) {
    throw new RefusedError([{ path: 'plan', message: ending.outdated }]);
  }
  const { stackStatus } = ending.outcome;
  await announce(services, {
    ref,
    // A creation that was cancelled leaves no stack.
    state: ['', 'DELETE_COMPLETE'].includes(stackStatus) ? 'absent' : 'present',
  });
  if (!isGood(ending)) throw new FailedEnding(ending.outcome);
  return ending;
}
