import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import {
  stackName,
  type EnvironmentRef,
  type EnvironmentSpec,
  type ResourceChange,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsAccess } from '../aws/AwsAccess';
import { poll } from '../aws/poll';
import { changeSetName, isStepOf } from '../cloudformation/operationTokens';
import { readChangeSet, type ChangeSet } from '../plan/ChangeSet';
import { readSpec } from '../cloudformation/describeStack';
import {
  findStartedStep,
  type StartedOperation,
} from '../follow/findStartedStep';
import { StackEventReader } from '../cloudformation/StackEventReader';

/** A deployment, in progress or finished, that can be followed. */
export interface StartedDeployment extends StartedOperation {
  /** The changes it makes; empty when no longer known. */
  changes: readonly ResourceChange[];
  /** Undefined when the template can no longer be read. */
  spec?: EnvironmentSpec;
}

/** Milliseconds within which an accepted execution appears in the events of its stack. */
const eventDelay = 30_000;

/**
 * Waits for the first event of a change set whose execution has started.
 *
 * @returns undefined when another operation executed it
 */
async function awaitExecution(
  client: CloudFormationClient,
  { stackArn, createdAt }: ChangeSet,
  operation: string,
  signal?: AbortSignal,
): Promise<StartedOperation | undefined> {
  const found = await poll<StartedOperation | 'by another'>(
    async () => {
      const reader = new StackEventReader(client, stackArn);
      const eventsSoFar = await reader.skipToLast();
      const first = eventsSoFar?.[0];
      if (isStepOf(first?.token, operation, 'deploy')) {
        return { stackArn, reader, eventsSoFar };
      }
      // A later operation of another run executed it: otherwise the change set would be obsolete.
      const isLater = first && createdAt && new Date(first.at) > createdAt;
      return isLater ? 'by another' : undefined;
    },
    { first: 250, longest: 5_000, limit: eventDelay, signal },
  );
  return found === 'by another' ? undefined : found;
}

/**
 * Finds a deployment that an earlier run or another process has started.
 *
 * @param deployment.options.changeSetArn - the change set it executes; that of its own plan when missing
 * @param deployment.options.isResumed - an earlier run may have started it: deleted stacks are searched too, for a cancelled
 *   creation
 */
export async function findStartedDeployment(deployment: {
  access: AwsAccess;
  ref: EnvironmentRef;
  operation: string;
  options: {
    changeSetArn?: string;
    isResumed?: boolean;
    signal?: AbortSignal;
  };
}): Promise<StartedDeployment | undefined> {
  const { access, ref, operation, options } = deployment;
  const { cloudFormation } = await access.clients(ref);
  const { changeSetArn, isResumed, signal } = options;
  const changeSet = await readChangeSet(
    cloudFormation,
    changeSetArn
      ? { arn: changeSetArn }
      : {
          name: changeSetName(operation, 'deploy'),
          stack: stackName(ref.suffix),
        },
  );
  const started =
    (await findStartedStep(cloudFormation, ref, operation, 'deploy', {
      searchDeleted: isResumed ? 'always' : 'never',
    })) ??
    (changeSet?.state === 'executed' &&
    changeSet.stackArn.includes(`:stack/${stackName(ref.suffix)}/`)
      ? await awaitExecution(cloudFormation, changeSet, operation, signal)
      : undefined);
  if (!started) return undefined;
  const reading = await readSpec(cloudFormation, started.stackArn).catch(
    () => undefined,
  );
  const spec = reading?.ok ? reading.value : undefined;
  const changes =
    changeSet?.stackArn === started.stackArn ? changeSet.changes : [];
  return { ...started, changes, spec };
}
