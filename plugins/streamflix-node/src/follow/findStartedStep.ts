import {
  ListStacksCommand,
  type CloudFormationClient,
} from '@aws-sdk/client-cloudformation';
import {
  stackName,
  type EnvironmentRef,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { OperationStep } from '../cloudformation/operationTokens';
import { describeStack } from '../cloudformation/describeStack';
import { isUnderReview } from '../cloudformation/ObservedStack';
import { isStackOf } from '../cloudformation/refOfStack';
import type { OperationEvent } from '../cloudformation/OperationEvent';
import { StackEventReader } from '../cloudformation/StackEventReader';

/** An operation of a stack, in progress or finished. */
export interface StartedOperation {
  stackArn: string;
  reader: StackEventReader;
  /** Events before it was found. */
  eventsSoFar?: OperationEvent[];
}

/**
 * Finds a step of an operation by its token, for any requester: on the stack that has the name now, or on a deleted one, which
 * AWS lists for 90 days.
 *
 * @param options.stackArn - the stack the step was requested for, where known
 * @param options.searchDeleted - whether to search for the latest deleted stack of that name. AWS cannot look it up by name, so
 *   this lists all stacks of the account
 */
export async function findStartedStep(
  client: CloudFormationClient,
  ref: EnvironmentRef,
  operation: string,
  step: OperationStep,
  options: {
    stackArn?: string;
    searchDeleted: 'never' | 'unless-present' | 'always';
  },
): Promise<StartedOperation | undefined> {
  const name = stackName(ref.suffix);
  const findIn = async (stackArn: string | undefined) => {
    if (!stackArn) return undefined;
    const reader = new StackEventReader(client, stackArn);
    const eventsSoFar = await reader.skipToStep(operation, step);
    return eventsSoFar && { stackArn, reader, eventsSoFar };
  };
  const existing = await describeStack(client, name);
  const present = existing && isUnderReview(existing) ? undefined : existing;
  const found = await findIn(present?.arn);
  const { stackArn, searchDeleted } = options;
  if (found || (stackArn && stackArn === present?.arn)) return found;
  if (stackArn && isStackOf(stackArn, ref)) {
    return findIn((await describeStack(client, stackArn))?.arn);
  }
  const isSearched =
    searchDeleted === 'always' || (searchDeleted !== 'never' && !present);
  return isSearched ? findIn(await latestDeleted(client, name)) : undefined;
}

/** ARN of the latest deleted stack of a name: older ones belong to earlier environments of that name. */
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
