import type { Stack } from '@aws-sdk/client-cloudformation';
import {
  stackName,
  type EnvironmentInput,
  type EnvironmentRef,
  type EnvironmentSpec,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsAccess } from '../AwsAccess';
import type { Grant } from '../cloudformation/Grant';
import { factsOf, toObservedStack } from '../cloudformation/ObservedStack';
import { isStepOf } from '../cloudformation/operationTokens';
import { StackWriter } from '../cloudformation/StackWriter';
import { RefusedError } from '../RefusedError';
import type { ChangeSet } from './ChangeSet';
import type { DeployRequest } from './deployEnvironment';
import { describeStack, outputsOf } from './describeStack';
import { discardPlan } from './discardPlan';
import {
  findStartedDeployment,
  type StartedDeployment,
} from './findStartedDeployment';
import type { DeploymentOutcome } from './Outcome';
import type { Plan } from './Plan';
import { persist } from './Patience';
import { actionOn, planEnvironment } from './planEnvironment';
import { recoverStack } from './recoverStack';
import { refuseDataLoss, unforgivenLosses } from './refuseDataLoss';
import { StackEventReader } from './StackEventReader';
import { movement } from './stackStates';
import { verifyChangeSet } from './verifyChangeSet';

/** A deployment that is to be started. */
export interface Deployment {
  access: AwsAccess;
  ref: EnvironmentRef;
  operation: string;
  /** Normalised. */
  request: EnvironmentInput;
  options: DeployRequest;
  /** What of an earlier failure was recovered before the change set was executed. */
  recovered?: 'clear' | 'recover';
  /** Logical ids of the losses of data that were accepted when they were shown. */
  acceptedLosses?: string[];
}

/** A change set that is ready, and what it makes of the environment. */
interface ReadyChangeSet {
  changeSet: ChangeSet;
  spec: EnvironmentSpec;
}

/**
 * Starts a deployment: executes the change set that was given, or plans first. What an earlier failure left is recovered before. It
 * can be run again at any moment: an operation that was started is found, and nothing is done twice.
 *
 * @returns the operation; or its outcome, when it ended before it started
 * @throws RefusedError, NotAllowedError, AuthenticationError, ConflictError, AwsError; what the deployment made itself is deleted
 */
export async function startDeployment(
  deployment: Deployment,
): Promise<StartedDeployment | DeploymentOutcome> {
  const { access, ref, options } = deployment;
  const { changeSetArn, token, signal } = options;
  try {
    return changeSetArn
      ? await executeVerified(deployment, changeSetArn)
      : await planAndExecute(deployment);
  } catch (error) {
    // Another run of this operation may have been faster.
    const isOvertaken =
      error instanceof RefusedError ||
      (error instanceof Error && error.name === 'ConflictError');
    const started = isOvertaken && (await findStartedDeployment(deployment));
    if (started) return started;
    if (!changeSetArn) {
      await discardPlan(access, { ref, token, purpose: 'deploy' }).catch(
        () => {},
      );
    }
    if (signal?.aborted) return cancelledBeforehand(deployment);
    throw error;
  }
}

const outdated = ({ suffix, region }: EnvironmentRef) =>
  new RefusedError([
    {
      path: 'changeSetArn',
      message: `The plan for environment ${suffix} in ${region} can no longer be executed: it was deleted, or the environment has changed since. Plan it again.`,
    },
  ]);

async function planAndExecute(
  deployment: Deployment,
): Promise<StartedDeployment | DeploymentOutcome> {
  await resumeRecovery(deployment);
  for (;;) {
    const plan = await planOf(deployment);
    deployment.options.onPlan?.(plan);
    if (plan.kind === 'unchanged') return leaveAsItIs(deployment, plan);
    if (!plan.recovery) {
      if (!plan.changeSetArn) throw outdated(deployment.ref);
      return executeVerified(deployment, plan.changeSetArn);
    }
    if (deployment.recovered) throw outdated(deployment.ref);
    const stuck = await recover(deployment, plan.stackArn);
    if (stuck) return stuck;
  }
}

/** Verifies a change set and executes it, again until AWS has answered. */
function executeVerified(
  deployment: Deployment,
  changeSetArn: string,
): Promise<StartedDeployment | DeploymentOutcome> {
  const { access, ref, request, options } = deployment;
  const { signal, onNotice, isResumed } = options;
  return persist(
    { action: 'cloudformation:ExecuteChangeSet', ...ref },
    async () => {
      const verified = await verifyChangeSet(access, {
        ref,
        changeSetArn,
        request,
        signal,
      });
      if (verified) return execute(deployment, verified);
      const started = await findStartedDeployment(deployment);
      if (started) return started;
      throw outdated(ref);
    },
    {
      signal,
      onNotice,
      patienceSeconds: access.settings.patience,
      mayHaveBegun: isResumed,
    },
  );
}

/** Follows a recovery that an earlier run has started. */
async function resumeRecovery(deployment: Deployment): Promise<void> {
  const { access, ref, operation, options } = deployment;
  if (!options.isResumed) return;
  const { cloudFormation } = await access.clients(ref);
  const stack = await describeStack(cloudFormation, stackName(ref.suffix));
  if (!stack?.StackId || !movement(stack.StackStatus ?? '')) return;
  const reader = new StackEventReader(cloudFormation, stack.StackId);
  const steps = await reader.recentSteps(operation);
  if (steps.has('clear') || steps.has('recover')) {
    await recover(deployment, stack.StackId);
  }
}

const planOf = ({ access, request, options }: Deployment): Promise<Plan> =>
  planEnvironment(access, {
    ...options,
    input: request,
    purpose: 'deploy',
    onDataLoss: options.confirmDataLoss ? 'show' : 'refuse',
    onProgress: options.onPlanning,
  });

/** Deletes the failed stack, or continues the rollback, that an earlier failure left. */
async function recover(
  deployment: Deployment,
  stackArn: string,
): Promise<DeploymentOutcome | undefined> {
  const { access, ref, operation, request, options } = deployment;
  const { cloudFormation } = await access.clients(ref);
  const stack = await describeStack(cloudFormation, stackArn);
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
      operation,
      skipResources: options.skipResources,
      limitMinutes: access.settings.operationTimeout,
      patienceSeconds: access.settings.patience,
      onNotice: options.onNotice,
      onProgress: options.onProgress,
      authorize: now =>
        options.authorizer.authorize({
          action: actionOn(now),
          ref,
          operation,
          stack: toObservedStack(now),
          requested: factsOf(ref, { blueprint, owner }),
        }),
    });
    deployment.recovered = actionOn(stack) === 'create' ? 'clear' : 'recover';
    return stuck;
  } finally {
    options.signal?.removeEventListener('abort', onAbort);
  }
}

async function execute(
  deployment: Deployment,
  { changeSet, spec }: ReadyChangeSet,
): Promise<StartedDeployment | DeploymentOutcome> {
  const { access, ref, operation, options } = deployment;
  const { signal, allowDataLoss } = options;
  const { cloudFormation } = await access.clients(ref);
  signal?.throwIfAborted();
  const lost = unforgivenLosses(changeSet.changes, allowDataLoss);
  if (lost.length > 0 && options.confirmDataLoss) {
    deployment.acceptedLosses ??= await options.confirmDataLoss(lost);
  }
  const losses = refuseDataLoss(lost, deployment.acceptedLosses);
  if (losses.length > 0) throw new RefusedError(losses);

  const { stackArn, changes } = changeSet;
  const reader = new StackEventReader(cloudFormation, stackArn);
  const past = await reader.skipPast();
  // Another run may have executed it since it was verified; what happened before must not be skipped then.
  if (past.some(({ token }) => isStepOf(token, operation, 'deploy'))) {
    const started = await findStartedDeployment(deployment);
    if (started) return { ...started, changes };
  }
  const stack = await describeStack(cloudFormation, stackArn);
  const grant = await options.authorizer.authorize({
    action: actionOn(stack),
    ref,
    operation,
    stack: stack && toObservedStack(stack),
    requested: factsOf(ref, spec),
    changeSetArn: changeSet.arn,
  });
  try {
    await new StackWriter(access).executeChangeSet(grant);
  } catch (error) {
    const isOvertaken =
      error instanceof Error &&
      /^(InvalidChangeSetStatus|ChangeSetNotFound|TokenAlreadyExists|ConflictError)/.test(
        error.name,
      );
    if (!isOvertaken) throw error;
    // Another run was faster, or our own call arrived and its answer did not.
    const started = await findStartedDeployment(deployment);
    if (started) return { ...started, changes };
    throw error.name === 'ConflictError' ? error : outdated(ref);
  }
  return { stackArn, reader, changes, spec };
}

/** Nothing is left for a change set to do; the stack's own protection may differ from what is requested. */
async function leaveAsItIs(
  deployment: Deployment,
  { spec, stackArn }: Plan,
): Promise<DeploymentOutcome> {
  const { access, ref, recovered } = deployment;
  const { cloudFormation } = await access.clients(ref);
  const stack = await describeStack(cloudFormation, stackArn);
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
    stackStatus: stack?.StackStatus ?? '',
    outputs: outputsOf(stack),
    seconds: 0,
    message: recovered
      ? `The rollback of the last change of environment ${name} was completed. ${message}`
      : message,
  };
}

/**
 * Protection is a property of the stack, not of the template: a change set does not carry it.
 *
 * @returns whether it had to be switched
 */
export async function switchProtection(
  {
    access,
    ref,
    operation,
    options,
  }: Pick<Deployment, 'access' | 'ref' | 'operation'> & {
    options: Pick<DeployRequest, 'authorizer'>;
  },
  spec: EnvironmentSpec,
  stack: Stack | undefined,
  action: 'create' | 'update' = 'update',
): Promise<boolean> {
  const { deletionProtection } = spec;
  if (
    !stack ||
    deletionProtection === (stack.EnableTerminationProtection ?? false)
  ) {
    return false;
  }
  const grant: Grant = await options.authorizer.authorize({
    action,
    ref,
    operation,
    stack: toObservedStack(stack),
    requested: factsOf(ref, spec),
  });
  await new StackWriter(access).setTerminationProtection(
    grant,
    deletionProtection,
  );
  return true;
}

/** How far it had come when it was cancelled. */
const cancelledAfter = {
  clear:
    'after the failed stack of an earlier attempt had been deleted: nothing is left of it',
  recover:
    'after the rollback of its last change had been completed: it is as it was before that change',
} as const;

/** The outcome of a deployment that was cancelled before its change set was executed. */
async function cancelledBeforehand({
  access,
  ref,
  recovered,
}: Deployment): Promise<DeploymentOutcome> {
  const { cloudFormation } = await access.clients(ref);
  const stack = await describeStack(cloudFormation, stackName(ref.suffix));
  return {
    outcome: 'cancelled',
    ref,
    stackArn: stack?.StackId ?? '',
    stackStatus: stack?.StackStatus ?? '',
    outputs: {},
    seconds: 0,
    message: `The deployment of environment ${ref.suffix} in ${
      ref.region
    } was cancelled ${
      recovered ? cancelledAfter[recovered] : 'before anything was changed'
    }.`,
  };
}
