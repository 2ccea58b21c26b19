import {
  ListStacksCommand,
  type CloudFormationClient,
} from '@aws-sdk/client-cloudformation';
import {
  stackName,
  type EnvironmentRef,
  type EnvironmentSpec,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsAccess } from '../AwsAccess';
import {
  changeSetName,
  type OperationStep,
} from '../cloudformation/operationTokens';
import { readChangeSet } from './ChangeSet';
import { describeStack, readSpec } from './describeStack';
import type { OperationEvent } from './OperationEvent';
import type { ResourceChange } from './Plan';
import { StackEventReader } from './StackEventReader';

/** An operation of a stack that is in progress, or over. */
export interface StartedOperation {
  stackArn: string;
  reader: StackEventReader;
  /** What happened before it was found. */
  sofar?: OperationEvent[];
}

/** A deployment in progress, or over, ready to be followed. */
export interface StartedDeployment extends StartedOperation {
  /** What it touches; empty when that is no longer known. */
  changes: readonly ResourceChange[];
  /** Undefined when the template can no longer be read. */
  spec?: EnvironmentSpec;
}

/**
 * Finds a step of an operation by its token, whoever requested it: on the stack that has the name now, or on the latest one of
 * that name that was deleted, which AWS remembers for 90 days.
 *
 * @param options.isDeleted - whether the step may have ended with the deletion of the stack
 */
export async function findStartedStep(
  client: CloudFormationClient,
  ref: EnvironmentRef,
  operation: string,
  step: OperationStep,
  options: { isDeleted: boolean },
): Promise<StartedOperation | undefined> {
  const name = stackName(ref.suffix);
  const look = async (stackArn: string | undefined) => {
    if (!stackArn) return undefined;
    const reader = new StackEventReader(client, stackArn);
    const sofar = await reader.skipToStep(operation, step);
    return sofar && { stackArn, reader, sofar };
  };
  const present = await describeStack(client, name);
  const found =
    present?.StackStatus === 'REVIEW_IN_PROGRESS'
      ? undefined
      : await look(present?.StackId);
  if (found || !options.isDeleted) return found;
  return look(await latestDeleted(client, name));
}

/** ARN of the latest deleted stack of a name: an older one is another life of the environment. */
async function latestDeleted(
  client: CloudFormationClient,
  name: string,
): Promise<string | undefined> {
  let nextToken: string | undefined;
  do {
    const { StackSummaries = [], NextToken } = await client.send(
      new ListStacksCommand({
        StackStatusFilter: ['DELETE_COMPLETE'],
        NextToken: nextToken,
      }),
    );
    // Newest first.
    const latest = StackSummaries.find(({ StackName }) => StackName === name);
    if (latest) return latest.StackId;
    nextToken = NextToken;
  } while (nextToken);
  return undefined;
}

/**
 * Finds a deployment that an earlier run of it, or another process, has started.
 *
 * @param deployment.options.isResumed - an earlier run may have started it: a creation that was cancelled is looked for among the
 *   deleted stacks, too
 */
export async function findStartedDeployment(deployment: {
  access: AwsAccess;
  ref: EnvironmentRef;
  operation: string;
  options: { isResumed?: boolean };
}): Promise<StartedDeployment | undefined> {
  const { access, ref, operation, options } = deployment;
  const { cloudFormation } = await access.clients(ref);
  const own = await readChangeSet(cloudFormation, {
    name: changeSetName(operation, 'deploy'),
    stack: stackName(ref.suffix),
  });
  const started =
    (await findStartedStep(cloudFormation, ref, operation, 'deploy', {
      isDeleted: options.isResumed === true,
    })) ??
    // Executed a moment ago, it may have no event yet.
    (own?.state === 'executed' && {
      stackArn: own.stackArn,
      reader: new StackEventReader(cloudFormation, own.stackArn),
    });
  if (!started) return undefined;
  const spec = await readSpec(cloudFormation, started.stackArn).catch(
    () => undefined,
  );
  return { ...started, changes: own?.changes ?? [], spec };
}
