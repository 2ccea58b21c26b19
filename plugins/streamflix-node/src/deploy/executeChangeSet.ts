import type { EnvironmentRef } from '@streamflix/backstage-plugin-streamflix-common';
import { factsOf } from '../cloudformation/ObservedStack';
import { isSameRequester } from '../cloudformation/isSameRequester';
import { isStepOf } from '../cloudformation/operationTokens';
import { StackWriter } from '../cloudformation/StackWriter';
import { RefusedError } from '../aws/RefusedError';
import { asRefusal } from '../preflight/asRefusal';
import { checkLimits } from '../preflight/checkInput';
import { specInUse } from '../preflight/specInUse';
import {
  findStartedDeployment,
  type StartedDeployment,
} from './findStartedDeployment';
import { retryUntilAnswered } from '../aws/RetryWindow';
import { actionOn } from '../plan/examineRequest';
import { refuseDataLoss, unconfirmedLosses } from '../plan/refuseDataLoss';
import { StackEventReader } from '../cloudformation/StackEventReader';
import type { Deployment } from './Deployment';
import {
  verifyChangeSet,
  type VerifiedChangeSet,
} from '../plan/verifyChangeSet';

/** The change set is gone, was executed by another operation, or no longer fits the stack. */
export const outdated = ({ suffix, region }: EnvironmentRef) =>
  new RefusedError([
    {
      path: 'changeSetArn',
      message: `The plan for environment ${suffix} in ${region} can no longer be executed: it was deleted, or the environment has changed since. Plan it again.`,
    },
  ]);

const plannedByAnother = () =>
  new RefusedError([
    {
      path: 'changeSetArn',
      message: 'The change set was planned by another user. Plan again.',
    },
  ]);

/**
 * Verifies a change set and executes it, with retries until AWS answers. If another run of the operation was faster, its
 * operation is returned.
 *
 * @throws RefusedError, NotAllowedError, AuthenticationError, ConflictError, AwsError
 */
export function executeChangeSet(
  deployment: Deployment,
  changeSetArn: string,
): Promise<StartedDeployment> {
  const { access, ref, request, options, running } = deployment;
  const { signal, onNotice, isResumed } = options;
  return retryUntilAnswered(
    async () => {
      const verified = await verifyChangeSet(access, {
        ref,
        changeSetArn,
        request,
        running,
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
      settings: access.settings,
      mayHaveStarted: isResumed,
    },
  );
}

async function execute(
  deployment: Deployment,
  { changeSet, spec, requester }: VerifiedChangeSet,
): Promise<StartedDeployment> {
  const { access, ref, operation, options, running } = deployment;
  const { signal, allowDataLoss } = options;
  const { cloudFormation } = await access.clients(ref);
  signal?.throwIfAborted();
  const unconfirmed = unconfirmedLosses(changeSet.changes, allowDataLoss);
  if (unconfirmed.length > 0 && options.confirmDataLoss) {
    deployment.acceptedLosses ??= await options.confirmDataLoss(unconfirmed);
  }
  const losses = refuseDataLoss(unconfirmed, deployment.acceptedLosses);
  if (losses.length > 0) throw new RefusedError(losses);

  const { stackArn, changes } = changeSet;
  const reader = new StackEventReader(cloudFormation, stackArn);
  const past = await reader.skipPast();
  // Another run may have executed it since the verification; its earlier events must not be skipped then.
  if (past.some(({ token }) => isStepOf(token, operation, 'deploy'))) {
    const started = await findStartedDeployment(deployment);
    if (started) return { ...started, changes };
  }
  const stack = await running.refresh();
  if (stack?.arn !== stackArn) throw outdated(ref);
  const grant = await options.authorizer.authorize({
    action: actionOn(stack),
    ref,
    operation,
    stack,
    requested: factsOf(ref, spec),
    changeSetArn: changeSet.arn,
  });
  // The history of the environment would name the user who planned it.
  if (!isSameRequester(requester, grant.requester)) throw plannedByAnother();
  // A plan may be older than a limit, or come from the terminal, which has no limits.
  const before =
    actionOn(stack) === 'update' ? await specInUse(running) : undefined;
  const { problems } = checkLimits(access, ref, spec, before);
  if (problems.length > 0) throw new RefusedError(problems);
  try {
    await asRefusal('', 'The plan cannot be executed.', () =>
      new StackWriter(access).executeChangeSet(grant),
    );
  } catch (error) {
    const isOvertaken =
      error instanceof Error &&
      /^(InvalidChangeSetStatus|ChangeSetNotFound|TokenAlreadyExists|ConflictError)/.test(
        error.name,
      );
    if (!isOvertaken) throw error;
    // Another run was faster, or the response to our own call was lost.
    const started = await findStartedDeployment(deployment);
    if (started) return { ...started, changes };
    throw error.name === 'ConflictError' ? error : outdated(ref);
  }
  return { stackArn, reader, changes, spec };
}
