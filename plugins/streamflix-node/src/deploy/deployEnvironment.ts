import {
  normalizeRequest,
  type EnvironmentRef,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsAccess } from '../aws/AwsAccess';
import { factsOf } from '../cloudformation/ObservedStack';
import { RunningStack } from '../cloudformation/RunningStack';
import type { Stack } from '../cloudformation/Stack';
import { operationId } from '../cloudformation/operationTokens';
import { StackWriter } from '../cloudformation/StackWriter';
import { cancelOperation } from '../follow/cancelOperation';
import type { Deployment } from './Deployment';
import type { DeployRequest, FollowRequest } from './DeployRequest';
import { conclude } from '../follow/conclude';
import { firstFailure } from '../diagnosis/explain';
import {
  findStartedDeployment,
  type StartedDeployment,
} from './findStartedDeployment';
import { followOperation, type Followed } from '../follow/followOperation';
import { observe, observeStep } from '../follow/observe';
import type { DeploymentOutcome } from '../follow/Outcome';
import { retryUntilAnswered } from '../aws/RetryWindow';
import { checkInput } from '../preflight/checkInput';
import { ProgressCounter } from '../follow/ProgressCounter';
import { DatabaseProtectionObserver } from '../follow/DatabaseProtectionObserver';
import { resolveTarget } from '../cloudformation/resolveTarget';
import { EcsServiceObserver } from '../follow/EcsServiceObserver';
import { startDeployment } from './startDeployment';
import { withProtection } from './switchProtection';

/** The parts of a deployment needed to follow it. */
type FollowedDeployment = Omit<
  Deployment,
  'request' | 'options' | 'running'
> & {
  options: FollowRequest;
};

/**
 * Executes a change set and follows it until the stack has finished; a repeated call with the same token finds and follows the
 * same operation. Every result, failures included, is an outcome. It throws only when the operation could not be started, and
 * then deletes what it created itself.
 *
 * @throws RefusedError when the request is invalid, the change set does not match it or can no longer be executed, or data would
 *   be lost that `allowDataLoss` does not name; NotAllowedError or AuthenticationError of the authorizer; ConflictError when the
 *   stack changed meanwhile; AwsError when AWS could not be used
 * @public
 */
export async function deployEnvironment(
  access: AwsAccess,
  options: DeployRequest,
): Promise<DeploymentOutcome> {
  checkInput(access, options.input);
  const ref = await resolveTarget(access, options.input);
  const request = normalizeRequest(options.input, ref.account);
  checkInput(access, request);
  const operation = operationId(options.token);
  const deployment: Deployment = {
    access,
    ref,
    operation,
    request,
    options,
    running: options.running ?? new RunningStack(access, ref),
  };
  return observe(
    access.telemetry,
    { operation: 'deploy', ...ref, blueprint: request.blueprint },
    outcome => outcome,
    async () => {
      const started = await observeStep(
        access.telemetry,
        'execute',
        async () =>
          (await findStarted(deployment)) ?? startDeployment(deployment),
      );
      return 'outcome' in started ? started : follow(deployment, started);
    },
  );
}

/**
 * Follows a deployment that an earlier run started, to its end. Starts nothing except a requested cancellation.
 *
 * @returns undefined when it was never started
 * @throws AwsError when AWS could not be used
 * @public
 */
export async function followDeployment(
  access: AwsAccess,
  options: FollowRequest & { ref: EnvironmentRef },
): Promise<DeploymentOutcome | undefined> {
  const { ref } = options;
  const operation = operationId(options.token);
  const deployment = { access, ref, operation, options };
  const started = await findStarted(deployment);
  return started && follow(deployment, started);
}

function findStarted(
  deployment: FollowedDeployment,
): Promise<StartedDeployment | undefined> {
  const { access, options } = deployment;
  return retryUntilAnswered(() => findStartedDeployment(deployment), {
    signal: options.signal,
    onNotice: options.onNotice,
    settings: access.settings,
    mayHaveStarted: options.isResumed,
  });
}

/** Follows the operation to its end and returns its outcome. */
async function follow(
  deployment: FollowedDeployment,
  started: StartedDeployment,
): Promise<DeploymentOutcome> {
  const { access, ref, options } = deployment;
  options.onStarted?.(started.stackArn);
  if (!options.isResumed) access.containerLogs.clear(started.stackArn);
  const services = new EcsServiceObserver(await access.clients(ref), {
    onNotice: options.onNotice,
    onContainerLogs: logs => access.containerLogs.set(started.stackArn, logs),
  });
  const followed = await observeStep(access.telemetry, 'follow', () =>
    monitor(deployment, started, services),
  );
  return finish(deployment, started, followed, services);
}

/** Follows the stack, its services and its database, until it has finished or was cancelled. */
async function monitor(
  deployment: FollowedDeployment,
  started: StartedDeployment,
  services: EcsServiceObserver,
): Promise<Followed> {
  const { access, ref, operation, options } = deployment;
  const { stackArn, spec } = started;
  const { cloudFormation } = await access.clients(ref);
  const authorize = (stack: Stack, action: 'create' | 'update') =>
    options.authorizer.authorize({
      action,
      ref,
      operation,
      stack,
      requested: factsOf(ref, {
        blueprint: spec?.blueprint,
        owner: spec?.owner,
      }),
    });
  // A cancellation that AWS does not accept is retried.
  const reported = new Set<string>();
  const reportOnce = (message: string) => {
    if (!reported.has(message)) options.onNotice?.(message);
    reported.add(message);
  };
  const protection = spec?.deletionProtection
    ? new DatabaseProtectionObserver(access, ref, stackArn, {
        authorize: stack => authorize(stack, 'create'),
        onNotice: reportOnce,
      })
    : undefined;
  const cancel = async () => {
    if (options.onAbort === 'leave') return undefined;
    if (protection && !(await protection.mayBeDeleted())) return 'later';
    const cancellation = await observe(
      access.telemetry,
      { operation: 'cancel', ...ref, blueprint: spec?.blueprint },
      outcome => ({ outcome }),
      () =>
        cancelOperation(cloudFormation, new StackWriter(access), {
          stackArn,
          authorize,
          onNotice: reportOnce,
        }),
    );
    if (cancellation !== 'later') options.onCancelled?.(cancellation);
    return cancellation;
  };
  const followed = await followOperation({
    client: cloudFormation,
    limiter: access.rateLimiter(ref),
    stackArn,
    reader: started.reader,
    eventsSoFar: started.eventsSoFar,
    counter: new ProgressCounter(started.changes),
    settings: access.settings,
    signal: options.signal,
    onProgress: options.onProgress,
    onNotice: options.onNotice,
    observers: protection ? [services, protection] : [services],
    operation,
    cancel,
  });
  if (followed.end === 'finished') {
    await protection?.onFinished(followed.status);
  }
  return followed;
}

async function finish(
  deployment: FollowedDeployment,
  { stackArn, spec }: StartedDeployment,
  followed: Followed,
  services: EcsServiceObserver,
): Promise<DeploymentOutcome> {
  const { access, ref, operation, options } = deployment;
  const failure = firstFailure(followed.events);
  const diagnostics = services.diagnosticsOf(failure?.logicalId);
  if (failure && diagnostics.length > 0) {
    await access.diagnostics.set(failure.id, diagnostics);
  }
  const { uncancelled } = followed;
  const concluded = conclude('deploy', {
    ref,
    stackArn,
    followed,
    diagnostics,
    operation,
    // A cancellation that AWS did not accept must not be reported as too late.
    aborted: options.signal?.aborted === true && uncancelled === undefined,
  });
  const conclusion =
    // Another run, or AWS at a second look, may have cancelled it.
    uncancelled === undefined || concluded.outcome === 'cancelled'
      ? concluded
      : {
          ...concluded,
          message: `${concluded.message} It could not be cancelled: ${uncancelled}`,
        };
  return followed.end === 'finished' && spec
    ? withProtection(deployment, spec, conclusion, followed.stack)
    : conclusion;
}
