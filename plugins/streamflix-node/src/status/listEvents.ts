import { DescribeStackEventsCommand } from '@aws-sdk/client-cloudformation';
import { InputError } from '@backstage/errors';
import {
  decodeBase64Url,
  encodeBase64Url,
  type EnvironmentEvents,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsAccess } from '../aws/AwsAccess';
import {
  toEnvironmentEvent,
  toOperationEvent,
} from '../cloudformation/OperationEvent';
import type { ListedEnvironment } from '../cloudformation/stackFacts';

const invalidCursor = () =>
  new InputError(
    'The cursor is not one that this list of events returned. Start again without it.',
  );

/** A cursor belongs to one stack: the token of another must not show its events. */
const toCursor = (stackArn: string, token: string) =>
  encodeBase64Url(JSON.stringify([stackArn, token]));

function toToken(stackArn: string, cursor: string): string {
  let parts: unknown;
  try {
    parts = JSON.parse(decodeBase64Url(cursor));
  } catch {
    throw invalidCursor();
  }
  const [arn, token] = Array.isArray(parts) ? parts : [];
  if (arn !== stackArn || typeof token !== 'string' || token === '') {
    throw invalidCursor();
  }
  return token;
}

/**
 * One page of an environment's events, newest first. Only of exactly this stack, not of an earlier or later one of the same name.
 *
 * @param cursor - `nextCursor` of the previous page
 * @throws InputError for a cursor of another stack; AwsError, or the SDK's error
 * @public
 */
export async function listEvents(
  access: AwsAccess,
  { ref, stack: { stackArn } }: ListedEnvironment,
  cursor?: string,
): Promise<EnvironmentEvents> {
  const token = cursor === undefined ? undefined : toToken(stackArn, cursor);
  try {
    const { cloudFormation } = await access.clients(ref);
    const { StackEvents = [], NextToken } = await cloudFormation.send(
      new DescribeStackEventsCommand({
        StackName: stackArn,
        NextToken: token,
      }),
    );
    // A cursor can be forged: only events of this stack are shown, whatever AWS returns for its token.
    if (StackEvents.some(({ StackId }) => StackId !== stackArn)) {
      throw invalidCursor();
    }
    return {
      items: StackEvents.map(toOperationEvent).map(toEnvironmentEvent),
      nextCursor: NextToken && toCursor(stackArn, NextToken),
    };
  } catch (error) {
    if (
      token &&
      error instanceof Error &&
      error.name === 'ValidationError' &&
      /token/i.test(error.message)
    ) {
      throw invalidCursor();
    }
    throw error;
  }
}
