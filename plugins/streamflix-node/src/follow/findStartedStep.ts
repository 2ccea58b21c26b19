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
import type { OperationEvent } from '../cloudformation/OperationEvent';
import { StackEventReader } from '../cloudformation/StackEventReader';

/** An operation of a stack that is in progress, or over. */
export interface StartedOperation {
  stackArn: string;
  reader: StackEventReader;
  /** What happened before it was found. */
  sofar?: OperationEvent[];
}

/**
 * Finds a step of an operation by its token, whoever requested it: on the stack that has the name now, or on one that was deleted,
 * which AWS remembers for 90 days.
 *
 * @param options.stackArn - the stack the step was requested for, where it is known
 * @param options.searchDeleted - when the latest deleted stack of that name is searched for. AWS finds none by its name, so this
 *   reads all of the account
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
  const look = async (stackArn: string | undefined) => {
    if (!stackArn) return undefined;
    const reader = new StackEventReader(client, stackArn);
    const sofar = await reader.skipToStep(operation, step);
    return sofar && { stackArn, reader, sofar };
  };
  const existing = await describeStack(client, name);
  const present =
    existing?.StackStatus === 'REVIEW_IN_PROGRESS' ? undefined : existing;
  const found = await look(present?.StackId);
  const { stackArn, searchDeleted } = options;
  if (found || (stackArn && stackArn === present?.StackId)) return found;
  if (stackArn?.includes(`:${ref.region}:${ref.account}:stack/${name}/`)) {
    return look((await describeStack(client, stackArn))?.StackId);
  }
  const isSearched =
    searchDeleted === 'always' || (searchDeleted !== 'never' && !present);
  return isSearched ? look(await latestDeleted(client, name)) : undefined;
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
