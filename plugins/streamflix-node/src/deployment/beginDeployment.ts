import { ExecuteChangeSetCommand } from '@aws-sdk/client-cloudformation';
import { stackName } from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsClients } from '../AwsAccess';
import { RefusedError } from '../RefusedError';
import type { StreamflixSettings } from '../StreamflixSettings';
import { synthesize } from '../synthesis/synthesize';
import { readChangeSet, type ChangeSet } from './ChangeSet';
import type { DeployablePlan, DeployRequest } from './deployEnvironment';
import { describeStack, outputsOf } from './describeStack';
import { discard } from './discardPlan';
import type { OperationEvent } from './OperationEvent';
import type { OperationTokens } from './operationTokens';
import type { DeploymentOutcome } from './Outcome';
import type { ResourceChange } from './Plan';
import { prepareChangeSet } from './prepareChangeSet';
import { recoverStack } from './recoverStack';
import { refuseDataLoss } from './refuseDataLoss';
import { StackEventReader } from './StackEventReader';
import { permission } from './stackStates';

/** An operation in flight, or over, ready to be followed. */
export interface Begun {
  stackArn: string;
  reader: StackEventReader;
  /** What happened before we came. */
  sofar?: OperationEvent[];
  /** What it touches; empty when that is no longer known. */
  changes: ResourceChange[];
}

interface Beginning {
  clients: Pick<AwsClients, 'cloudFormation' | 'rds' | 's3'>;
  settings: StreamflixSettings;
  request: DeployRequest;
  tokens: OperationTokens;
}

/**
 * Looks first, then acts: when an earlier run has begun the operation, it is found by its token and nothing is done
 * twice. Otherwise the change set is executed. It can be run again at any moment.
 *
 * @returns the operation; or the outcome, when it ended before it began
 * @throws RefusedError when the plan can no longer be executed, or would lose data nobody gave up; nothing is left of it
 */
export async function beginDeployment(
  beginning: Beginning,
): Promise<Begun | DeploymentOutcome> {
  const { clients, request } = beginning;
  const { plan } = request;
  const { cloudFormation } = clients;
  const { changeSetArn, stackArn } = plan;
  if (!changeSetArn) return beginAnew(beginning);
  const changeSet = await readChangeSet(cloudFormation, { arn: changeSetArn });
  // A plan may have been stored and carried: its parts must still belong together.
  const own = `:stack/${stackName(plan.ref.suffix)}/`;
  if (![changeSet?.stackArn ?? own, stackArn].every(arn => arn.includes(own))) {
    throw outdated(plan);
  }
  if (changeSet?.state === 'ready') return execute(beginning, changeSet);
  const begun = await attach(beginning, stackArn, changeSet);
  if (begun) return begun;
  if (request.signal?.aborted) return cancelBeforehand(beginning);
  throw outdated(plan);
}

function outdated({ ref }: DeployablePlan): RefusedError {
  return new RefusedError([
    {
      path: '',
      message: `The plan for environment ${ref.suffix} in ${ref.region} can no longer be executed: it was taken back, or the environment has changed since. Plan it again.`,
    },
  ]);
}

async function attach(
  { clients, request, tokens }: Beginning,
  stackArn: string,
  changeSet?: ChangeSet,
): Promise<Begun | undefined> {
  const { cloudFormation: client } = clients;
  const reader = new StackEventReader(client, stackArn);
  const sofar = await reader.skipTo(tokens.execute);
  // Executed a moment ago, it may have told nothing yet.
  return sofar || changeSet?.state === 'executed'
    ? {
        stackArn,
        reader,
        sofar,
        // A stack that is being deleted has no change sets any more.
        changes: changeSet?.changes ?? request.plan.changes ?? [],
      }
    : undefined;
}

async function execute(
  beginning: Beginning,
  changeSet: ChangeSet,
): Promise<Begun | DeploymentOutcome> {
  const { clients, request, tokens } = beginning;
  const { cloudFormation: client } = clients;
  const { plan, signal, allowDataLoss } = request;
  const { stackArn, changes } = changeSet;
  if (changeSet.state === 'ready') {
    if (signal?.aborted) return cancelBeforehand(beginning, changeSet);
    const losses = refuseDataLoss(changes, allowDataLoss);
    if (losses.length > 0) {
      await discard(client, stackName(plan.ref.suffix), { arn: changeSet.arn });
      throw new RefusedError(losses);
    }
    await request.mayBegin?.();
  }
  const reader = new StackEventReader(client, stackArn);
  const past = await reader.skipPast();
  // Another run was quicker, and AWS would take the same token again without a word: what happened since is not past.
  if (past.some(({ token }) => token === tokens.execute)) {
    const begun = await attach(beginning, stackArn, changeSet);
    if (begun) return begun;
  }
  try {
    await client.send(
      new ExecuteChangeSetCommand({
        ChangeSetName: changeSet.arn,
        ClientRequestToken: tokens.execute,
      }),
    );
  } catch (error) {
    if (
      !(error instanceof Error) ||
      !/^(InvalidChangeSetStatus|ChangeSetNotFound|TokenAlreadyExists)/.test(
        error.name,
      )
    ) {
      throw error;
    }
    // Another run was quicker, or our own call came through and its answer did not.
    const now = await readChangeSet(client, { arn: changeSet.arn });
    const begun = await attach(beginning, stackArn, now);
    if (begun) return begun;
    // Whoever heard of the cancellation first took the plan back.
    if (signal?.aborted) return cancelBeforehand(beginning);
    throw outdated(plan);
  }
  return { stackArn, reader, changes };
}

/** A failure had left something in the way when it was planned: that is mended, and the change set is made now. */
async function beginAnew(
  beginning: Beginning,
): Promise<Begun | DeploymentOutcome> {
  const { clients, settings, request, tokens } = beginning;
  const { cloudFormation: client } = clients;
  const { plan, signal } = request;
  const { ref, spec, kind } = plan;
  const name = stackName(ref.suffix);
  const found = await describeStack(client, name);
  if (found?.StackId) {
    const ours = await attach(beginning, found.StackId);
    if (ours) return ours;
    // What an earlier run has begun is seen through; nothing is begun any more.
    if (signal?.aborted && (await recoveryOf(beginning)) === undefined) {
      return cancelBeforehand(beginning);
    }
    await request.mayBegin?.();
    const acknowledge = () =>
      request.onNotice?.(
        'Cancelling: AWS breaks off neither a deletion nor a rollback, so what has begun is followed to its end; nothing else is begun.',
      );
    signal?.addEventListener('abort', acknowledge);
    try {
      const stuck = await recoverStack(clients, found, {
        ...request,
        ref,
        tokens,
        limitMinutes: settings.operationTimeout,
        patienceSeconds: settings.patience,
      });
      if (stuck) return stuck;
    } finally {
      signal?.removeEventListener('abort', acknowledge);
    }
  }
  if (signal?.aborted) return cancelBeforehand(beginning);
  const stack = await describeStack(client, name);
  const { permits } = permission(stack?.StackStatus);
  if (permits !== (kind === 'create' ? 'create' : 'update')) {
    throw outdated(plan);
  }
  await request.mayBegin?.();
  let changeSet: ChangeSet;
  try {
    const synthesis = await synthesize(spec, {
      timeoutSeconds: settings.synthesisTimeout,
      signal,
    });
    changeSet = await prepareChangeSet(clients, {
      ...request,
      ref,
      settings,
      type: permits === 'create' ? 'CREATE' : 'UPDATE',
      synthesis,
      tokens,
    });
  } catch (error) {
    if (signal?.aborted) return cancelBeforehand(beginning);
    throw error;
  }
  if (changeSet.state === 'empty') {
    return {
      outcome: 'updated',
      ref,
      stackArn: changeSet.stackArn,
      stackStatus: stack?.StackStatus ?? '',
      outputs: outputsOf(stack),
      seconds: 0,
      sentence: `The rollback of the last change of environment ${ref.suffix} in ${ref.region} was finished, and so it is as asked.`,
    };
  }
  return execute(beginning, changeSet);
}

/** What this operation, in this run or an earlier one, has mended of what a failure had left. */
async function recoveryOf({
  clients,
  request,
  tokens,
}: Beginning): Promise<'cleared' | 'rolled-back' | undefined> {
  const { changeSetArn, stackArn } = request.plan;
  // A plan that found something to mend has the stack it found, and no change set.
  if (changeSetArn || !stackArn) return undefined;
  const { clear, recover } = tokens;
  const reader = new StackEventReader(clients.cloudFormation, stackArn);
  const begun = await reader.recent(clear, recover);
  if (begun.has(clear)) return 'cleared';
  return begun.has(recover) ? 'rolled-back' : undefined;
}

/** How far it had come when it was cancelled. */
const cancelledAfter = {
  cleared:
    'after the remains of its failed creation had been cleared away: nothing is left of it',
  'rolled-back':
    'after the rollback of its last change had been finished: it is as it was before that change',
} as const;

/** @param changeSet - what is to be taken back, where there still is one */
async function cancelBeforehand(
  beginning: Beginning,
  changeSet?: ChangeSet,
): Promise<DeploymentOutcome> {
  const { clients, request } = beginning;
  const { ref, stackArn } = request.plan;
  const name = stackName(ref.suffix);
  if (changeSet) {
    await discard(clients.cloudFormation, name, { arn: changeSet.arn });
  }
  const recovery = await recoveryOf(beginning);
  const stack = await describeStack(clients.cloudFormation, name);
  return {
    outcome: 'cancelled',
    ref,
    stackArn: changeSet?.stackArn ?? stackArn,
    stackStatus: stack?.StackStatus ?? '',
    outputs: {},
    seconds: 0,
    sentence: `The deployment of environment ${ref.suffix} in ${
      ref.region
    } was cancelled ${
      recovery ? cancelledAfter[recovery] : 'before anything was changed'
    }.`,
  };
}
