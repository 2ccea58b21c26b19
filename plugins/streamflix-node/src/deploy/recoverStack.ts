import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import {
  stackStatus,
  type EnvironmentRef,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsAccess } from '../aws/AwsAccess';
import type { Grant } from '../cloudformation/Grant';
import { StackWriter } from '../cloudformation/StackWriter';
import { RefusedError } from '../aws/RefusedError';
import { asRefusal } from '../preflight/asRefusal';
import type { RunningStack } from '../cloudformation/RunningStack';
import type { Stack } from '../cloudformation/Stack';
import { explain } from '../diagnosis/explain';
import {
  followOperation,
  type Followed,
  type FollowOptions,
} from '../follow/followOperation';
import { liftProtectionOfFailedStack } from '../follow/liftProtection';
import type { OperationEvent } from '../cloudformation/OperationEvent';
import type { DeploymentOutcome } from '../follow/Outcome';
import { ProgressCounter } from '../follow/ProgressCounter';
import { readBlockingResources } from '../diagnosis/readBlockingResources';
import { StackEventReader } from '../cloudformation/StackEventReader';
import {
  describeBlockingResources,
  describeBlockers,
} from '../diagnosis/describeBlockers';
import { secondsOf } from '../aws/formatDuration';

export interface RecoveryOptions
  extends Pick<FollowOptions, 'onNotice' | 'onProgress'> {
  ref: EnvironmentRef;
  running: RunningStack;
  operation: string;
  /** Grants what is done to the stack, in the state in which it was read. */
  authorize(stack: Stack): Promise<Grant>;
  /** Logical ids that a continued rollback may skip. */
  skipResources?: readonly string[];
}

/** Names the resources that block a rollback, so that the user can skip them. */
const skipHint = (logicalIds: readonly string[]) =>
  `${logicalIds.join(', ')} as skipResources, in the terminal ${logicalIds
    .map(logicalId => `--skip ${logicalId}`)
    .join(' ')}`;

/**
 * Recovers a stack that an earlier failure left, so that a deployment can start: deletes the failed stack of an earlier creation,
 * or continues a failed rollback. It reads the stack first, so it can be repeated at any time.
 *
 * Cancelling does not stop it: afterwards the stack is unchanged or deleted.
 *
 * @returns undefined when a deployment can start; otherwise the outcome
 * @throws RefusedError when the failed stack cannot be deleted, or AWS does not accept the resources to skip
 */
export async function recoverStack(
  access: AwsAccess,
  stack: Stack,
  options: RecoveryOptions,
): Promise<DeploymentOutcome | undefined> {
  const { operation, ref } = options;
  const { cloudFormation: client } = await access.clients(ref);
  const { arn: stackArn, status } = stack;
  const {
    nextStep,
    operation: last,
    isRollback,
    isFinished,
  } = stackStatus(status);
  const reader = new StackEventReader(client, stackArn);
  if (nextStep === 'clear' || status === 'DELETE_IN_PROGRESS') {
    const eventsSoFar = await reader.skipToStep(operation, 'clear');
    if (!eventsSoFar && nextStep !== 'clear') return undefined;
    await clear(access, stack, reader, eventsSoFar, options);
  } else if (
    nextStep === 'continue-rollback' ||
    (last === 'update' && isRollback && !isFinished)
  ) {
    const eventsSoFar = await reader.skipToStep(operation, 'recover');
    if (!eventsSoFar && nextStep !== 'continue-rollback') return undefined;
    return continueRollback(access, stack, reader, eventsSoFar, options);
  }
  return undefined;
}

function follow(
  access: AwsAccess,
  client: CloudFormationClient,
  stackArn: string,
  reader: StackEventReader,
  options: RecoveryOptions,
  more: Pick<FollowOptions, 'counter' | 'eventsSoFar'>,
): Promise<Followed> {
  const { ref, onNotice, onProgress } = options;
  return followOperation({
    client,
    limiter: access.rateLimiter(ref),
    stackArn,
    reader,
    settings: access.settings,
    onNotice,
    onProgress,
    ...more,
  });
}

/** Deletes a stack whose creation never completed. */
async function clear(
  access: AwsAccess,
  stack: Stack,
  reader: StackEventReader,
  eventsSoFar: OperationEvent[] | undefined,
  options: RecoveryOptions,
): Promise<void> {
  const { ref, onNotice } = options;
  const { arn: stackArn } = stack;
  const { cloudFormation: client } = await access.clients(ref);
  const resources = await options.running.resources();
  if (!eventsSoFar) {
    onNotice?.('Deleting the failed stack of an earlier attempt.');
    await liftProtectionOfFailedStack(access, {
      ref,
      stackArn,
      resources,
      onNotice,
      authorize: () => options.authorize(stack),
    });
    await asRefusal('', 'The failed stack cannot be deleted.', async () =>
      new StackWriter(access).deleteStack(
        await options.authorize(stack),
        'clear',
      ),
    );
  }
  const { end, status, events } = await follow(
    access,
    client,
    stackArn,
    reader,
    options,
    { eventsSoFar, counter: new ProgressCounter(resources, 'destroying') },
  );
  if (end === 'finished' && status === 'DELETE_COMPLETE') return;
  throw new RefusedError([
    {
      path: '',
      message: `The failed stack of an earlier attempt cannot be deleted (${status}). ${(
        describeBlockers(events) || 'CloudFormation gives no reason'
      ).replace(
        /\.$/,
        '',
      )}. Fix this and destroy the environment, then create it again.`,
    },
  ]);
}

async function continueRollback(
  access: AwsAccess,
  stack: Stack,
  reader: StackEventReader,
  started: OperationEvent[] | undefined,
  options: RecoveryOptions,
): Promise<DeploymentOutcome | undefined> {
  const { ref, operation, running, skipResources = [] } = options;
  const { arn: stackArn } = stack;
  const { cloudFormation: client } = await access.clients(ref);
  let eventsSoFar = started;
  if (!eventsSoFar) {
    const blocking = await readBlockingResources(client, running);
    const skip = skipResources.filter(logicalId =>
      blocking.some(one => one.logicalId === logicalId),
    );
    options.onNotice?.(
      `Continuing the rollback of the change that failed before${
        skip.length > 0 ? `, without ${skip.join(', ')}` : ''
      }.`,
    );
    await asRefusal(
      skip.length > 0 ? 'skipResources' : '',
      `The rollback of the last change of environment ${ref.suffix} in ${ref.region} cannot be continued like this, and nothing was changed.`,
      async () =>
        new StackWriter(access).continueRollback(
          await options.authorize(stack),
          { skip },
        ),
    );
    eventsSoFar = await reader.skipToStep(operation, 'recover');
  }
  const followed = await follow(access, client, stackArn, reader, options, {
    eventsSoFar,
    counter: new ProgressCounter([]),
  });
  const { end, status, events } = followed;
  if (end === 'finished' && status === 'UPDATE_ROLLBACK_COMPLETE') {
    return undefined;
  }
  const now = await running.refresh();
  const blocking = await readBlockingResources(client, running);
  const names = blocking.map(({ logicalId }) => logicalId);
  return {
    outcome: 'needs-attention',
    ref,
    stackArn,
    stackStatus: now?.status ?? status,
    outputs: {},
    seconds: secondsOf(events),
    explanation: explain(events),
    message: `The last change of environment ${ref.suffix} in ${
      ref.region
    } failed, and its rollback cannot be finished (${status}); nothing else was changed. ${
      blocking.length > 0
        ? `Blocked by: ${describeBlockingResources(blocking).replace(
            /\.$/,
            '',
          )}. Fix this, then deploy again; or name ${skipHint(
            names,
          )}: what is skipped stays as it is, and CloudFormation takes it for restored.`
        : `${
            followed.end === 'lost' ? followed.reason : ''
          } Deploy again to continue it.`
    }`,
  };
}
