import { stackName } from '@streamflix/backstage-plugin-streamflix-common';
import { factsOf } from '../cloudformation/ObservedStack';
import { RefusedError } from '../aws/RefusedError';
import type { Deployment } from './Deployment';
import { describeStack } from '../cloudformation/describeStack';
import { discardPlan } from '../plan/discardPlan';
import { executeChangeSet, outdated } from './executeChangeSet';
import {
  findStartedDeployment,
  type StartedDeployment,
} from './findStartedDeployment';
import type { DeploymentOutcome } from '../follow/Outcome';
import type { Plan } from '../plan/Plan';
import { actionOn } from '../plan/examineRequest';
import { planEnvironment } from '../plan/planEnvironment';
import { recoverStack } from './recoverStack';
import { RunningStack } from '../cloudformation/RunningStack';
import { StackEventReader } from '../cloudformation/StackEventReader';
import { describeActivity } from '../cloudformation/describeActivity';
import { switchProtection } from './switchProtection';

/**
 * Starts a deployment: executes the given change set, or plans first. It first recovers what an earlier failure left. It can be
 * repeated at any time: it finds an operation that was started, and does nothing twice.
 *
 * @returns the operation; or its outcome, when it ended before it started
 * @throws RefusedError, NotAllowedError, AuthenticationError, ConflictError, AwsError; what the deployment created itself is
 *   deleted, unless it was not allowed
 */
export async function startDeployment(
  deployment: Deployment,
): Promise<StartedDeployment | DeploymentOutcome> {
  const { access, ref, options } = deployment;
  const { changeSetArn, token, signal } = options;
  try {
    return changeSetArn
      ? await executeChangeSet(deployment, changeSetArn)
      : await planAndExecute(deployment);
  } catch (error) {
    // Another run of this operation may have been faster.
    const isOvertaken =
      error instanceof RefusedError ||
      (error instanceof Error && error.name === 'ConflictError');
    const started = isOvertaken && (await findStartedDeployment(deployment));
    if (started) return started;
    // Change nothing when denied: the change set may be that of a run in progress, which has the same token.
    const isDenied =
      error instanceof Error &&
      /^(NotAllowed|Authentication)Error$/.test(error.name);
    if (!changeSetArn && !isDenied) {
      await discardPlan(access, { ref, token, purpose: 'deploy' }).catch(
        () => {},
      );
    }
    if (signal?.aborted) return concludeCancelled(deployment);
    throw error;
  }
}

const planOf = ({
  access,
  request,
  options,
  running,
}: Deployment): Promise<Plan> =>
  planEnvironment(access, {
    ...options,
    input: request,
    running,
    purpose: 'deploy',
    onDataLoss: options.confirmDataLoss ? 'show' : 'refuse',
    onProgress: options.onPlanning,
  });

async function planAndExecute(
  deployment: Deployment,
): Promise<StartedDeployment | DeploymentOutcome> {
  await resumeRecovery(deployment);
  for (;;) {
    const plan = await planOf(deployment);
    deployment.options.onPlan?.(plan);
    if (plan.kind === 'unchanged') return concludeUnchanged(deployment, plan);
    if (!plan.recovery) {
      if (!plan.changeSetArn) throw outdated(deployment.ref);
      return executeChangeSet(deployment, plan.changeSetArn);
    }
    if (deployment.recovered) throw outdated(deployment.ref);
    const stuck = await recover(deployment);
    if (stuck) return stuck;
  }
}

/** Follows a recovery that an earlier run started. */
async function resumeRecovery(deployment: Deployment): Promise<void> {
  const { access, ref, operation, options, running } = deployment;
  if (!options.isResumed) return;
  const { cloudFormation } = await access.clients(ref);
  const stack = await running.stack();
  if (!stack || !describeActivity(stack.status)) return;
  const reader = new StackEventReader(cloudFormation, stack.arn);
  const steps = await reader.recentSteps(operation);
  if (steps.has('clear') || steps.has('recover')) {
    await recover(deployment);
  }
}

/** Deletes the failed stack or continues the rollback that an earlier failure left. */
async function recover(
  deployment: Deployment,
): Promise<DeploymentOutcome | undefined> {
  const { access, ref, operation, request, options, running } = deployment;
  const stack = await running.refresh();
  if (!stack) return undefined;
  const { blueprint, owner } = request;
  const onAbort = () =>
    options.onNotice?.(
      'Cancelling: AWS interrupts neither a deletion nor a rollback, so it is followed to its end; nothing else is started.',
    );
  options.signal?.addEventListener('abort', onAbort);
  try {
    const stuck = await recoverStack(access, stack, {
      ref,
      running,
      operation,
      skipResources: options.skipResources,
      onNotice: options.onNotice,
      onProgress: options.onProgress,
      authorize: now =>
        options.authorizer.authorize({
          action: actionOn(now),
          ref,
          operation,
          stack: now,
          requested: factsOf(ref, { blueprint, owner }),
        }),
    });
    deployment.recovered = actionOn(stack) === 'create' ? 'clear' : 'recover';
    return stuck;
  } finally {
    deployment.running = new RunningStack(access, ref);
    options.signal?.removeEventListener('abort', onAbort);
  }
}

/** The change set would be empty; the stack's own protection may still differ from the request. */
async function concludeUnchanged(
  deployment: Deployment,
  { spec, stackArn }: Plan,
): Promise<DeploymentOutcome> {
  const { ref, recovered } = deployment;
  const stack = await deployment.running.stack();
  const isSwitched = await switchProtection(deployment, spec, stack);
  const name = `${ref.suffix} in ${ref.region}`;
  const message = isSwitched
    ? `Environment ${name} is up to date: only its protection against deletion was switched ${
        spec.deletionProtection ? 'on' : 'off'
      }.`
    : `Environment ${name} is up to date; nothing to do.`;
  return {
    outcome: isSwitched || recovered ? 'updated' : 'unchanged',
    ref,
    stackArn,
    stackStatus: stack?.status ?? '',
    outputs: { ...stack?.outputs },
    seconds: 0,
    message: recovered
      ? `The rollback of the last change of environment ${name} was completed. ${message}`
      : message,
  };
}

/** How far the deployment had come when it was cancelled. */
const cancelledAfter = {
  clear:
    'after the failed stack of an earlier attempt had been deleted: nothing is left of it',
  recover:
    'after the rollback of its last change had been completed: it is as it was before that change',
} as const;

/** The outcome of a deployment that was cancelled before its change set was executed. */
async function concludeCancelled({
  access,
  ref,
  recovered,
}: Deployment): Promise<DeploymentOutcome> {
  const { cloudFormation } = await access.clients(ref);
  const stack = await describeStack(cloudFormation, stackName(ref.suffix));
  return {
    outcome: 'cancelled',
    ref,
    stackArn: stack?.arn ?? '',
    stackStatus: stack?.status ?? '',
    outputs: {},
    seconds: 0,
    message: `The deployment of environment ${ref.suffix} in ${
      ref.region
    } was cancelled ${
      recovered ? cancelledAfter[recovered] : 'before anything was changed'
    }.`,
  };
}
