import type { ActionContext } from '@backstage/plugin-scaffolder-node';
import type { EnvironmentRef } from '@streamflix/backstage-plugin-streamflix-common';
import {
  deployEnvironment,
  followDeployment,
  operationId,
  resolveTarget,
  type DeploymentOutcome,
} from '@streamflix/backstage-plugin-streamflix-node';
import type { ActionServices } from '../task/ActionServices';
import { audit, type AuditNotes } from '../task/auditRefusal';
import { checkpointedOutcome } from '../task/checkpointedOutcome';
import { expectedEntityRef } from '../task/findEntity';
import { linkOperation } from '../task/linkOperation';
import { logProgress } from '../task/logProgress';
import { OperationFailedError } from '../task/OperationFailedError';
import { reportOperation } from '../task/reportOperation';
import { effectOf, effectToken, type Task } from '../task/Task';
import {
  authorizerOf,
  completeInput,
  type EnvironmentFieldsOrChange,
} from './completeInput';
import { checkLogicalIds, type Consent } from './consentFields';
import { logPlan } from './createPlanAction';
import { findEnvironment } from './findEnvironment';
import type { Plain } from './Plain';
import type { PlanDescription } from './PlanDescription';

/** The environment, the change set to execute, and what the requester accepts. A plan contributes nothing else. */
export type DeployInput = EnvironmentFieldsOrChange &
  Consent & {
    changeSetArn?: string;
  };

/** The outputs of the deploy step. */
export type DeployOutput = {
  outcome: DeploymentOutcome['outcome'] | 'dry-run';
  message: string;
  entityRef: string;
  /** Only after a dry run. */
  plan?: PlanDescription;
  stackArn?: string;
  /** Path of the page of the operation; only when one was started. */
  operationPath?: string;
  /** Outputs of the stack by name. */
  outputs: Record<string, string>;
  apiUrl?: string;
  /** What the plan could not say for certain; empty when the step executed the change set of a plan step. */
  warnings: string[];
};

type Outcome = Plain<DeploymentOutcome> & {
  /** Whether an operation was started in AWS. */
  isStarted: boolean;
  /** Of the plan, when this step planned. */
  warnings: string[];
  /** Path of the page of the operation that was started. */
  operationPath?: string;
};

const isSuccess = ({ outcome }: Outcome) =>
  ['created', 'updated', 'unchanged'].includes(outcome);

/** How a cancellation was carried out, as CloudFormation's API action. */
const cancelCalls = {
  deletes: 'DeleteStack',
  'rolls-back': 'CancelUpdateStack',
  nothing: 'none',
} as const;

/**
 * Deploys with checkpoints: a repeated run finds what was started, and a retry after a failure plans again.
 *
 * @throws OperationFailedError when it did not end as requested; the errors of `deployEnvironment` when it could not be started
 */
export async function deployWithCheckpoints(
  services: ActionServices,
  ctx: ActionContext<DeployInput, DeployOutput>,
  options: {
    fields: EnvironmentFieldsOrChange;
    changeSetArn?: string;
    consent: Consent;
    notes: AuditNotes;
  },
): Promise<Outcome> {
  const { access } = services;
  const { fields, changeSetArn, consent, notes } = options;
  checkLogicalIds(consent);
  const effect = effectOf('deploy', ctx.input);
  // Taken from the input; its format is validated before anything is started.
  const ref = await refOf(services, ctx, fields);
  if (ref) {
    notes.add({ ...ref });
    ctx.output('entityRef', await expectedEntityRef(services, ref));
  }
  const outcome = await checkpointedOutcome<Outcome>(ctx, {
    effect,
    isSuccess,
    async run(attempt, isResumed) {
      let isStarted = false;
      let path: string | undefined;
      let warnings: string[] = [];
      const token = effectToken(ctx, effect, attempt);
      const onProgress = await logProgress(services, ctx, { isResumed });
      const following = {
        token,
        authorizer: authorizerOf(services, ctx),
        isResumed,
        signal: ctx.signal,
        onStarted(stackArn: string) {
          isStarted = true;
          notes.operationStarted();
          if (!ref) return;
          void reportOperation(services, ref, stackArn);
          path = linkOperation(
            services,
            { ref, id: `deploy-${operationId(token)}` },
            onProgress,
          );
        },
        onProgress,
        onNotice: (message: string) => ctx.logger.warn(message),
        onCancelled: (cancellation: keyof typeof cancelCalls) =>
          void audit(services, ctx, {
            operation: 'cancel',
            meta: { ...ref, call: cancelCalls[cancellation] },
          }),
      };
      // Following needs no permission, so it does not wait for the input to be completed.
      const followed =
        isResumed && ref
          ? await followDeployment(access, { ...following, ref })
          : undefined;
      const ended =
        followed ??
        (await deployEnvironment(access, {
          ...following,
          ...consent,
          ...(await completeInput(services, ctx, fields)),
          // Another attempt needs a new change set.
          changeSetArn: attempt === 1 ? changeSetArn : undefined,
          onPlan: plan => {
            warnings = plan.warnings;
            logPlan(ctx, plan);
          },
          onPlanning: line => ctx.logger.info(line),
        }));
      return { ...ended, isStarted, warnings, operationPath: path };
    },
  });
  if (outcome.isStarted) notes.operationStarted();
  await reportOperation(services, outcome.ref, outcome.stackArn);
  notes.add({
    stackArn: outcome.stackArn,
    outcome: outcome.outcome,
    message: outcome.message,
  });
  if (!isSuccess(outcome)) throw new OperationFailedError(outcome);
  return outcome;
}

/** The environment's reference; undefined when the input does not contain it, which is refused later with all other problems. */
async function refOf(
  services: ActionServices,
  ctx: Task,
  { entityRef, suffix, region, account, advanced }: EnvironmentFieldsOrChange,
): Promise<EnvironmentRef | undefined> {
  if (entityRef !== undefined) {
    const found = await findEnvironment(services, {
      ...ctx,
      input: { entityRef },
    });
    return resolveTarget(services.access, found);
  }
  if (suffix === undefined || region === undefined) return undefined;
  return resolveTarget(services.access, {
    suffix,
    region,
    account: account ?? advanced?.account,
  }).catch(() => undefined);
}
