import { setTimeout as sleep } from 'node:timers/promises';
import {
  DeleteStackCommand,
  ExecuteChangeSetCommand,
  type CloudFormationClient,
} from '@aws-sdk/client-cloudformation';
import { stackName } from '@streamflix/backstage-plugin-streamflix-common';
import { RefusedError } from '../RefusedError';
import type { StreamflixSettings } from '../StreamflixSettings';
import { synthesize } from '../synthesis/synthesize';
import { readChangeSet, type ChangeSet } from './ChangeSet';
import type { DeployablePlan } from './deployEnvironment';
import { describeStack } from './describeStack';
import { discard } from './discardPlan';
import type { OperationEvent } from './OperationEvent';
import type { OperationTokens } from './operationTokens';
import type { DeploymentOutcome } from './Outcome';
import type { ResourceChange } from './Plan';
import { prepareChangeSet } from './prepareChangeSet';
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
  plan: DeployablePlan;
  tokens: OperationTokens;
  signal?: AbortSignal;
}

/**
 * Looks first, then acts: when an earlier run has begun the operation, it is found by its token and nothing is done
 * twice. Otherwise the change set is executed.
 *
 * @returns the operation; or the outcome, when it was cancelled before it began
 */
export async function beginDeployment(
  client: CloudFormationClient,
  settings: StreamflixSettings,
  beginning: Beginning,
): Promise<Begun | DeploymentOutcome> {
  const { plan, tokens, signal } = beginning;
  const { changeSetArn, stackArn } = plan;
  if (!changeSetArn) return beginAnew(client, settings, beginning);
  const changeSet = await readChangeSet(client, { arn: changeSetArn });
  // A plan may have been stored and carried: its parts must still belong together.
  const own = `:stack/${stackName(plan.ref.suffix)}/`;
  if (![changeSet?.stackArn ?? own, stackArn].every(arn => arn.includes(own))) {
    throw outdated(plan);
  }
  if (changeSet?.state === 'ready') {
    return execute(client, plan, changeSet, tokens, signal);
  }
  const begun = await attach(client, stackArn, changeSet, tokens);
  if (!begun) throw outdated(plan);
  return begun;
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
  client: CloudFormationClient,
  stackArn: string,
  changeSet: ChangeSet | undefined,
  tokens: OperationTokens,
): Promise<Begun | undefined> {
  const reader = new StackEventReader(client, stackArn);
  const sofar = await reader.skipTo(tokens.execute);
  // Executed a moment ago, it may have told nothing yet.
  return sofar || changeSet?.state === 'executed'
    ? { stackArn, reader, sofar, changes: changeSet?.changes ?? [] }
    : undefined;
}

async function execute(
  client: CloudFormationClient,
  plan: DeployablePlan,
  changeSet: ChangeSet,
  tokens: OperationTokens,
  signal?: AbortSignal,
): Promise<Begun | DeploymentOutcome> {
  const { stackArn, changes } = changeSet;
  if (signal?.aborted) return cancelBeforehand(client, plan, changeSet);
  const reader = new StackEventReader(client, stackArn);
  await reader.skipPast();
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
    const begun = await attach(client, stackArn, now, tokens);
    if (!begun) throw outdated(plan);
    return begun;
  }
  return { stackArn, reader, changes };
}

/** The remains of a failed creation lay in the way when it was planned: they are cleared, and the change set is made now. */
async function beginAnew(
  client: CloudFormationClient,
  settings: StreamflixSettings,
  { plan, tokens, signal }: Beginning,
): Promise<Begun | DeploymentOutcome> {
  const { ref, spec } = plan;
  const stack = await describeStack(client, stackName(ref.suffix));
  if (stack?.StackId) {
    const ours = await attach(client, stack.StackId, undefined, tokens);
    if (ours) return ours;
    const { permits } = permission(stack.StackStatus);
    if (permits === 'clear') {
      await clear(client, stack.StackId, tokens, signal);
    } else if (permits !== 'create') {
      throw outdated(plan);
    }
  }
  const synthesis = await synthesize(spec, {
    timeoutSeconds: settings.synthesisTimeout,
    signal,
  });
  const changeSet = await prepareChangeSet(client, {
    ref,
    type: 'CREATE',
    synthesis,
    tokens,
    signal,
  });
  return execute(client, plan, changeSet, tokens, signal);
}

/** Deletes a stack of which nothing but the record is left. */
async function clear(
  client: CloudFormationClient,
  stackArn: string,
  tokens: OperationTokens,
  signal?: AbortSignal,
): Promise<void> {
  await client.send(
    new DeleteStackCommand({
      StackName: stackArn,
      ClientRequestToken: tokens.clear,
    }),
  );
  for (let wait = 200; ; wait = Math.min(wait * 1.5, 3_000)) {
    const stack = await describeStack(client, stackArn);
    const status = stack?.StackStatus ?? 'DELETE_COMPLETE';
    if (status === 'DELETE_COMPLETE') return;
    if (status === 'DELETE_FAILED') {
      throw new RefusedError([
        {
          path: '',
          message: `The remains of the failed creation cannot be deleted: ${stack?.StackStatusReason}. Destroy the environment, then create it again.`,
        },
      ]);
    }
    await sleep(wait, undefined, { signal });
  }
}

async function cancelBeforehand(
  client: CloudFormationClient,
  { ref }: DeployablePlan,
  { arn, stackArn }: ChangeSet,
): Promise<DeploymentOutcome> {
  const name = stackName(ref.suffix);
  await discard(client, name, { arn });
  const stack = await describeStack(client, name);
  return {
    outcome: 'cancelled',
    ref,
    stackArn,
    stackStatus: stack?.StackStatus ?? '',
    outputs: {},
    seconds: 0,
    sentence: `The deployment of environment ${ref.suffix} in ${ref.region} was cancelled before anything was changed.`,
  };
}
