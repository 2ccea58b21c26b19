import { ConflictError } from '@backstage/errors';
import type { EnvironmentRef } from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsAccess } from '../aws/AwsAccess';
import { AwsError } from '../aws/AwsError';
import type { Authorizer } from '../cloudformation/Authorizer';
import { isUnderReview } from '../cloudformation/ObservedStack';
import type { OperationEvent } from '../cloudformation/OperationEvent';
import { operationId, parseToken } from '../cloudformation/operationTokens';
import { StackWriter } from '../cloudformation/StackWriter';
import { asRefusal } from '../preflight/asRefusal';
import { checkRetained } from '../preflight/checkRetained';
import { neverCompleted } from '../cloudformation/completion';
import { conclude } from '../follow/conclude';
import { RunningStack } from '../cloudformation/RunningStack';
import {
  findStartedStep,
  type StartedOperation,
} from '../follow/findStartedStep';
import {
  followOperation,
  type OperationProgress,
} from '../follow/followOperation';
import { liftProtectionOfFailedStack } from '../follow/liftProtection';
import { observe, observeStep } from '../follow/observe';
import type { DestructionOutcome } from '../follow/Outcome';
import { retryUntilAnswered } from '../aws/RetryWindow';
import { ProgressCounter } from '../follow/ProgressCounter';
import {
  readResources,
  type StackResource,
} from '../cloudformation/readResources';
import { refuseDestruction } from './refuseDestruction';
import { resolveTarget } from '../cloudformation/resolveTarget';
import { StackEventReader } from '../cloudformation/StackEventReader';

/** @public */
export interface DestroyRequest {
  ref: EnvironmentRef;
  /** Identifies the operation. A repeated call with the same token finds the same operation and follows it to its end. */
  token: string;
  /** Called before anything is started; following needs no permission. */
  authorizer: Authorizer;
  /** ARN of the stack the user reviewed, if known: another stack that now has its name is not destroyed. */
  stackArn?: string;
  /** Logical ids of resources to retain permanently, when an earlier destruction could not delete them. */
  retain?: readonly string[];
  /** An earlier run may have started it and died: credential errors are retried, because AWS continues. */
  isResumed?: boolean;
  /** Aborting it before AWS was called destroys nothing. Later, the deletion cannot be cancelled and is followed to its end. */
  signal?: AbortSignal;
  /** `leave` only stops following. */
  onAbort?: 'follow' | 'leave';
  /**
   * Receives the stack ARN once its deletion is in progress, and the id of the operation's page, which is that of another request if
   * that started it; undefined when it is not known.
   */
  onStarted?(stackArn: string, id: string | undefined): void;
  onProgress?(progress: OperationProgress): void;
  /** Receives that AWS does not respond, or responds again, and that a deletion cannot be cancelled. */
  onNotice?(message: string): void;
}

/** A destruction, in progress or finished, that can be followed. */
interface StartedDestruction extends StartedOperation {
  resources: { logicalId: string }[];
  /** Of the operation's page. */
  id: string | undefined;
}

/** Id of the page of an operation that another request or program has started. */
function idOf(events: readonly OperationEvent[]): string | undefined {
  const first = events.find(({ ofStack }) => ofStack);
  const parsed = parseToken(first?.token);
  return parsed ? `${parsed.step}-${parsed.operation}` : first?.operationId;
}

/**
 * Destroys the environment and waits until the deletion has finished.
 *
 * @throws RefusedError when it is protected or in progress; NotAllowedError or AuthenticationError of the authorizer;
 *   ConflictError when the stack changed meanwhile; AwsError when AWS could not be used
 * @public
 */
export async function destroyEnvironment(
  access: AwsAccess,
  request: DestroyRequest,
): Promise<DestructionOutcome> {
  const ref = await resolveTarget(access, request.ref);
  return observe(
    access.telemetry,
    { operation: 'destroy', ...ref },
    outcome => outcome,
    () => destroy(access, { ...request, ref }),
  );
}

async function destroy(
  access: AwsAccess,
  request: DestroyRequest,
): Promise<DestructionOutcome> {
  const { ref, signal, onProgress, onNotice } = request;
  // AWS may have started already: retried until it answers.
  const started = await observeStep(access.telemetry, 'execute', () =>
    retryUntilAnswered(() => start(access, request), {
      signal,
      onNotice,
      settings: access.settings,
      mayHaveStarted: request.isResumed,
    }),
  );
  if (!started) return absent(ref);
  const { stackArn, reader, eventsSoFar, resources } = started;
  request.onStarted?.(stackArn, started.id);
  const { cloudFormation } = await access.clients(ref);
  const followed = await observeStep(access.telemetry, 'follow', () =>
    followOperation({
      client: cloudFormation,
      limiter: access.rateLimiter(ref),
      stackArn,
      reader,
      eventsSoFar,
      counter: new ProgressCounter(resources, 'destroying'),
      settings: access.settings,
      signal,
      cancel: async () => {
        if (request.onAbort === 'leave') return undefined;
        onNotice?.(
          'A deletion cannot be cancelled. It is followed to its end.',
        );
        return 'nothing';
      },
      onProgress,
      onNotice,
    }),
  );
  return conclude('destroy', {
    ref,
    stackArn,
    operation: operationId(request.token),
    followed,
    aborted: signal?.aborted === true,
  });
}

async function start(
  access: AwsAccess,
  request: DestroyRequest,
): Promise<StartedDestruction | undefined> {
  const { ref, authorizer, retain = [], signal, onNotice } = request;
  const { cloudFormation: client } = await access.clients(ref);
  const operation = operationId(request.token);
  const id = `destroy-${operation}`;
  // One token is one operation, even if it failed: another attempt has another token.
  const own = await findStartedStep(client, ref, operation, 'destroy', {
    stackArn: request.stackArn,
    searchDeleted: request.isResumed ? 'always' : 'unless-present',
  });
  if (own) {
    const resources = await readResources(client, own.stackArn).catch(() => []);
    return { ...own, resources, id };
  }
  const running = new RunningStack(access, ref);
  const stack = await running.stack();
  if (!stack || isUnderReview(stack)) return undefined;
  const authorize = () =>
    authorizer.authorize({ action: 'delete', ref, operation, stack });
  // Before anything about it is reported.
  await authorize();
  if (request.stackArn !== undefined && request.stackArn !== stack.arn) {
    throw new ConflictError(
      `Environment ${ref.suffix} in ${ref.region} was destroyed and created again in the meantime. Look at it again, then destroy it.`,
    );
  }
  await refuseDestruction(running, stack, ref);

  const stackArn = stack.arn;
  const reader = new StackEventReader(client, stackArn);
  const listed = await listResources(running, retain);
  const { resources, unlisted } = listed;
  if (stack.status === 'DELETE_IN_PROGRESS') {
    // The result is as requested, regardless of who started it.
    const eventsSoFar = await reader.skipToLast();
    return {
      stackArn,
      reader,
      eventsSoFar,
      resources,
      id: idOf(eventsSoFar ?? []),
    };
  }
  await reader.skipPast();
  signal?.throwIfAborted();
  const kept = checkRetained(stack, resources, retain);
  if (await neverCompleted(client, stack)) {
    await liftProtectionOfFailedStack(access, {
      ref,
      stackArn,
      // Retained resources are not changed.
      resources: resources.filter(({ logicalId }) => !kept.includes(logicalId)),
      onNotice,
      authorize,
    });
  }
  await asRefusal(
    '',
    `Environment ${ref.suffix} in ${ref.region} cannot be destroyed.`,
    async () =>
      new StackWriter(access).deleteStack(await authorize(), 'destroy', {
        retain: kept,
      }),
  );
  if (unlisted) {
    onNotice?.(
      `The resources could not be listed, so it is not shown how much is left: ${unlisted}`,
    );
  }
  return { stackArn, reader, resources, id };
}

/**
 * Lists the resources to be deleted. Unless some are to be retained, the list is only used for counting, so an unreachable
 * service does not stop the deletion. Errors that the user has to fix do.
 */
async function listResources(
  running: RunningStack,
  retain: readonly string[],
): Promise<{ resources: StackResource[]; unlisted?: string }> {
  try {
    return { resources: await running.resources() };
  } catch (error) {
    const isUnreachable =
      error instanceof AwsError && error.kind === 'unreachable';
    if (retain.length > 0 || !isUnreachable) throw error;
    return { resources: [], unlisted: error.describeForUser() };
  }
}

function absent(ref: EnvironmentRef): DestructionOutcome {
  return {
    outcome: 'absent',
    ref,
    stackArn: '',
    stackStatus: '',
    seconds: 0,
    message: `There is no environment ${ref.suffix} in ${ref.region} of account ${ref.account}: nothing to destroy.`,
  };
}
