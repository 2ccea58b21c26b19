import {
  toResourceRef,
  type EnvironmentInput,
  type EnvironmentRef,
  type EnvironmentSpec,
} from '@streamflix/backstage-plugin-streamflix-common';
import {
  deployEnvironment,
  discardPlan,
  RefusedError,
  type DeploymentOutcome,
} from '@streamflix/backstage-plugin-streamflix-node';
import type { ActionServices } from '../ActionServices';
import { announce } from '../task/announce';
import type { Trail } from '../task/audit';
import { authorise, deployment } from '../task/authorise';
import { Cancellations } from '../task/Cancellations';
import { FailedEnding } from '../task/FailedEnding';
import { lastingEnding } from '../task/lastingEnding';
import { notify } from '../task/notify';
import { tellProgress } from '../task/tellProgress';
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

/**
 * The change set can no longer be executed, and never will be: another attempt needs another one.
 */
type Outdated = {
  outdated: string;
  /** The run that was to follow its execution found that it had not been begun. */
  wasResumed: boolean;
};

const isGood = (ending: Deployed | Outdated) =>
  'outcome' in ending &&
  ['created', 'updated', 'unchanged'].includes(ending.outcome.outcome);

/**
 * Deploys, and makes it last: running the step again finds what was begun, and a retry after a bad ending plans anew.
 *
 * @param request.planned - from the plan step; the first attempt executes exactly its change set
 * @param request.trail - is told how it ended
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
    trail: Trail;
  },
): Promise<Deployed> {
  const { input, spec, ref, planned, consent, trail } = request;
  const cancellations = new Cancellations(services, ctx, ref);
  const ending = await cancellations.watch(() =>
    lastingEnding<Deployed | Outdated>(ctx, {
      key: `deployed.${toResourceRef(ref)}`,
      isGood,
      isNone: found => 'outdated' in found && found.wasResumed,
      async run(attempt) {
        const given = attempt === 1 ? planned : undefined;
        const authorised = await authorise(services, ctx, {
          operation: () => deployment(services, ref),
          ref,
          attempt,
        }).catch(async (error: unknown) => {
          if (given) await discardPlan(services.access, given).catch(() => {});
          throw error;
        });
        const { isResumed: wasResumed } = authorised;
        const plan =
          given ??
          (await planOnce(services, ctx, {
            input,
            ref,
            authorised,
            consent,
            attempt,
          }));
        try {
          const outcome = await deployEnvironment(services.access, {
            plan: { ...plan, spec },
            ...consent,
            token: effectToken(ctx, attempt),
            isResumed: wasResumed,
            mayBegin: authorised.mayBegin,
            signal: ctx.signal,
            onProgress: await tellProgress(services, ctx, authorised),
            onNotice: sentence => ctx.logger.warn(sentence),
            onCancelled: cancellation => cancellations.begun(cancellation),
          });
          return { plan, outcome };
        } catch (error) {
          // It was taken back. Of any other error nobody knows whether AWS has begun: the attempt stays open, and finds out.
          if (!(error instanceof RefusedError)) throw error;
          return { outdated: error.message, wasResumed };
        }
      },
    }),
  );
  if ('outdated' in ending) {
    throw new RefusedError([{ path: 'plan', message: ending.outdated }]);
  }
  const { stackArn, stackStatus, outcome, sentence } = ending.outcome;
  trail.note({
    stackArn,
    changeSetArn: ending.plan.changeSetArn,
    outcome,
    sentence,
  });
  await cancellations.ended(ending.outcome);
  await announce(services, {
    ref,
    // A creation that was cancelled leaves no stack.
    state: ['', 'DELETE_COMPLETE'].includes(stackStatus) ? 'absent' : 'present',
  });
  await notify(services, ctx, {
    operation: 'deploy',
    ending: ending.outcome,
    owner: spec.owner,
  });
  if (!isGood(ending)) throw new FailedEnding(ending.outcome);
  return ending;
}
