import {
  ListStacksCommand,
  type CloudFormationClient,
} from '@aws-sdk/client-cloudformation';
import {
  stackName,
  type EnvironmentRef,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { OperationStep } from '../cloudformation/operationTokens';
import { describeStack } from './describeStack';
import type { OperationEvent } from './OperationEvent';
import { StackEventReader } from './StackEventReader';

/** An operation of a stack that is in progress, or over. */
export interface StartedOperation {
  stackArn: string;
  reader: StackEventReader;
  /** What happened before it was found. */
  sofar?: OperationEvent[];
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
