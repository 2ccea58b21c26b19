import { DescribeStackEventsCommand } from '@aws-sdk/client-cloudformation';
import { InputError, NotFoundError } from '@backstage/errors';
import type {
  EnvironmentEvents,
  EnvironmentRef,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsAccess } from '../AwsAccess';
import { toAwsError } from '../AwsError';
import {
  toEnvironmentEvent,
  toOperationEvent,
} from '../deployment/OperationEvent';
import { findEnvironment } from './readSnapshot';

/**
 * One page of what happened to an environment, newest first.
 *
 * @param cursor - `nextCursor` of the page before
 * @throws NotFoundError when there is no such environment; InputError for a cursor AWS does not know; AwsError
 */
export async function listEvents(
  access: AwsAccess,
  ref: EnvironmentRef,
  cursor?: string,
): Promise<EnvironmentEvents> {
  let action = 'cloudformation:DescribeStacks';
  try {
    const environment = await findEnvironment(access, ref);
    if (!environment) {
      throw new NotFoundError(
        `There is no environment ${ref.suffix} in ${ref.region} of account ${ref.account}.`,
      );
    }
    action = 'cloudformation:DescribeStackEvents';
    const { cloudFormation } = await access.clients(ref);
    const { StackEvents = [], NextToken } = await cloudFormation.send(
      new DescribeStackEventsCommand({
        // The ARN: a namesake made meanwhile would show another stack's events.
        StackName: environment.stack.stackArn,
        NextToken: cursor,
      }),
    );
    return {
      items: StackEvents.map(toOperationEvent).map(toEnvironmentEvent),
      nextCursor: NextToken,
    };
  } catch (error) {
    if (
      cursor &&
      error instanceof Error &&
      error.name === 'ValidationError' &&
      /token/i.test(error.message)
    ) {
      throw new InputError(
        'The cursor is not one that this list of events gave. Begin again without it.',
      );
    }
    throw toAwsError(error, { action, ...ref }) ?? error;
  }
}
