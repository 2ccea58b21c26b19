import {
  ContinueUpdateRollbackCommand,
  DeleteStackCommand,
  type CloudFormationClient,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import type { EnvironmentRef } from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsClients } from '../AwsAccess';
import { RefusedError } from '../RefusedError';
import { describeStack } from './describeStack';
import { explain } from './explain';
import {
  followOperation,
  type Followed,
  type FollowOptions,
} from './followOperation';
import { liftProtectionOfRemains } from './liftProtection';
import type { OperationTokens } from './operationTokens';
import type { DeploymentOutcome } from './Outcome';
import { ProgressCounter } from './ProgressCounter';
import { readResources, type StackResource } from './readResources';
import { StackEventReader } from './StackEventReader';
import { permission } from './stackStates';
import { holdingIn, tellHeldBy, tellHolding } from './tellHolding';
import { secondsOf } from './tellDuration';

export interface RecoveryOptions
  extends Pick<
    FollowOptions,
    'limitMinutes' | 'onNotice' | 'onProgress' | 'patienceSeconds'
  > {
  ref: EnvironmentRef;
  tokens: OperationTokens;
  /** Logical ids a continued rollback may leave as they are. */
  skipResources?: readonly string[];
}

/** Names of what holds a rollback up, for whoever decides to skip it. */
const nameThem = (logicalIds: readonly string[]) =>
  `${logicalIds.join(', ')} as skipResources, in the terminal ${logicalIds
    .map(logicalId => `--skip ${logicalId}`)
    .join(' ')}`;

/**
 * Brings a stack that a failure left behind to where a deployment can begin: the remains of a failed creation are
 * deleted, a rollback that got stuck is continued. Looks first, so that it can be run again at any moment.
 *
 * Cancelling does not stop it: what it does leaves nothing but a stack that is as it was, or none.
 *
 * @returns undefined when the way is free; the outcome when it cannot be freed
 * @throws RefusedError when the remains cannot be deleted, or AWS does not accept what is to be skipped
 */
export async function recoverStack(
  clients: Pick<AwsClients, 'cloudFormation' | 'rds'>,
  stack: Stack,
  options: RecoveryOptions,
): Promise<DeploymentOutcome | undefined> {
  const { tokens } = options;
  const { cloudFormation: client } = clients;
  const { StackId: stackArn = '', StackStatus: status = '' } = stack;
  const { permits } = permission(status);
  const reader = new StackEventReader(client, stackArn);
  if (permits === 'clear' || status === 'DELETE_IN_PROGRESS') {
    const sofar = await reader.skipTo(tokens.clear);
    if (!sofar && permits !== 'clear') return undefined;
    await clear(clients, stackArn, reader, sofar, options);
  } else if (
    permits === 'continue-rollback' ||
    /^UPDATE_ROLLBACK_(COMPLETE_CLEANUP_)?IN_PROGRESS$/.test(status)
  ) {
    const sofar = await reader.skipToContinuation(tokens.recover);
    if (!sofar && permits !== 'continue-rollback') return undefined;
    return continueRollback(client, stackArn, reader, sofar, options);
  }
  return undefined;
}

function follow(
  client: CloudFormationClient,
  stackArn: string,
  reader: StackEventReader,
  options: RecoveryOptions,
  more: Pick<FollowOptions, 'counter' | 'sofar'>,
): Promise<Followed> {
  const { ref, limitMinutes, patienceSeconds, onNotice, onProgress } = options;
  return followOperation({
    client,
    stackArn,
    reader,
    where: ref,
    limitMinutes,
    patienceSeconds,
    onNotice,
    onProgress,
    ...more,
  });
}

/** Deletes a stack in which nothing ever ran. */
async function clear(
  { cloudFormation: client, rds }: Pick<AwsClients, 'cloudFormation' | 'rds'>,
  stackArn: string,
  reader: StackEventReader,
  sofar: Awaited<ReturnType<StackEventReader['skipTo']>>,
  options: RecoveryOptions,
): Promise<void> {
  const resources = await readResources(client, stackArn);
  if (!sofar) {
    const { ref: place, onNotice } = options;
    onNotice?.('Clearing away the remains of a failed creation.');
    await liftProtectionOfRemains(rds, {
      place,
      stackArn,
      resources,
      onNotice,
    });
    await asRefusal(
      '',
      'The remains of the failed creation cannot be cleared away.',
      () =>
        client.send(
          new DeleteStackCommand({
            StackName: stackArn,
            ClientRequestToken: options.tokens.clear,
          }),
        ),
    );
  }
  const { end, status, events } = await follow(
    client,
    stackArn,
    reader,
    options,
    { sofar, counter: new ProgressCounter(resources, 'destroying') },
  );
  if (end === 'rested' && status === 'DELETE_COMPLETE') return;
  throw new RefusedError([
    {
      path: '',
      message: `The remains of the failed creation cannot be cleared away (${status}). ${
        tellHolding(events) || 'CloudFormation does not say why.'
      } Mend that and destroy the environment, then create it again.`,
    },
  ]);
}

async function continueRollback(
  client: CloudFormationClient,
  stackArn: string,
  reader: StackEventReader,
  begun: Awaited<ReturnType<StackEventReader['skipTo']>>,
  options: RecoveryOptions,
): Promise<DeploymentOutcome | undefined> {
  const { ref, tokens, skipResources = [] } = options;
  let sofar = begun;
  if (!sofar) {
    const held = await readHeldBy(client, stackArn);
    const skip = skipResources.filter(logicalId =>
      held.some(one => one.logicalId === logicalId),
    );
    options.onNotice?.(
      `Continuing the rollback of the change that failed before${
        skip.length > 0 ? `, without ${skip.join(', ')}` : ''
      }.`,
    );
    await asRefusal(
      skip.length > 0 ? 'skipResources' : '',
      `The rollback of the last change of environment ${ref.suffix} in ${ref.region} cannot be continued so, and nothing was changed.`,
      () =>
        client.send(
          new ContinueUpdateRollbackCommand({
            StackName: stackArn,
            ClientRequestToken: tokens.recover,
            ResourcesToSkip: skip.length > 0 ? skip : undefined,
          }),
        ),
    );
    sofar = await reader.skipToContinuation(tokens.recover);
  }
  const followed = await follow(client, stackArn, reader, options, {
    sofar,
    counter: new ProgressCounter([]),
  });
  const { end, status, events } = followed;
  if (end === 'rested' && status === 'UPDATE_ROLLBACK_COMPLETE') {
    return undefined;
  }
  const stack = await describeStack(client, stackArn);
  const held = await readHeldBy(client, stackArn);
  const names = held.map(({ logicalId }) => logicalId);
  return {
    outcome: 'needs-attention',
    ref,
    stackArn,
    stackStatus: stack?.StackStatus ?? status,
    outputs: {},
    seconds: secondsOf(events),
    explanation: explain(events),
    sentence: `The last change of environment ${ref.suffix} in ${
      ref.region
    } failed, and its rollback cannot be finished (${status}); nothing else was changed. ${
      held.length > 0
        ? `What holds it: ${tellHeldBy(
            held,
          )}. Mend that, then deploy again; or name ${nameThem(
            names,
          )}: what is skipped stays as it is, and CloudFormation takes it for restored.`
        : `${
            followed.end === 'lost' ? followed.reason : ''
          } Deploy again to continue it.`
    }`,
  };
}

/** The resources a stuck rollback may be told to skip: what failed on the way back alone. */
export async function readHeldBy(
  client: CloudFormationClient,
  stackArn: string,
): Promise<StackResource[]> {
  const resources = await readResources(client, stackArn);
  const failed = resources.filter(({ status }) => status === 'UPDATE_FAILED');
  const reader = new StackEventReader(client, stackArn);
  const since = await reader.skipToRollback();
  // AWS forgets events after 90 days; then it has to say itself what cannot be skipped.
  if (!since) return failed;
  const names = holdingIn(since, 'UPDATE_FAILED').map(held => held.logicalId);
  return failed.filter(({ logicalId }) => names.includes(logicalId));
}

/** What CloudFormation says of a request it does not accept is about what was asked for, and no fault of ours. */
async function asRefusal<T>(
  path: string,
  sentence: string,
  call: () => Promise<T>,
): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'ValidationError') {
      throw error;
    }
    throw new RefusedError([
      { path, message: `${sentence} AWS says: ${error.message}` },
    ]);
  }
}
