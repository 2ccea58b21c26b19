import {
  paginateDescribeStackEvents,
  type CloudFormationClient,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import type { EnvironmentSpec } from '@streamflix/backstage-plugin-streamflix-common';
import { startsOperation, toOperationEvent } from './OperationEvent';

/** Whether a stack of this status came to be, whatever became of it since: it can be changed, now or when it rests. */
export const wasCompleted = (status: string): boolean =>
  /^(CREATE_COMPLETE$|UPDATE_|IMPORT_)/.test(status);

/** Statuses of one that has not; ROLLBACK is always that of a creation. */
const incomplete =
  /^(REVIEW_IN_PROGRESS|CREATE_(IN_PROGRESS|FAILED)|ROLLBACK_\w+)$/;

/** Whether a stack of this status has never been complete; of one that is being deleted its events tell: `neverCompleted`. */
export const isIncomplete = (status: string): boolean =>
  incomplete.test(status);

/**
 * Whether the environment refuses to be destroyed: its stack is protected, or what runs asks for protection. The stack's own is
 * set last, and a deployment that was not followed to its end leaves it unset. A creation that never completed holds nothing to
 * protect; of a deletion that failed the database is what is left, and RDS refuses by itself.
 */
export const isProtected = (
  stack: { EnableTerminationProtection?: boolean; StackStatus?: string },
  running: Pick<EnvironmentSpec, 'deletionProtection'> | undefined,
): boolean =>
  stack.EnableTerminationProtection === true ||
  (running?.deletionProtection === true &&
    wasCompleted(stack.StackStatus ?? ''));

/**
 * Whether the stack is the remains of a creation: nothing ever ran in it to the end, so its databases hold nothing.
 *
 * What is being deleted, or could not be, does not tell by its status which it was; its events do. AWS forgets them after 90
 * days: without the event that began the stack it counts as one that had been complete.
 */
export async function neverCompleted(
  client: CloudFormationClient,
  stack: Pick<Stack, 'StackId' | 'StackStatus'>,
): Promise<boolean> {
  const { StackId, StackStatus: now = '' } = stack;
  if (!now.startsWith('DELETE_')) return incomplete.test(now);
  let beginning = false;
  const pages = paginateDescribeStackEvents({ client }, { StackName: StackId });
  for await (const { StackEvents = [] } of pages) {
    for (const event of StackEvents.map(toOperationEvent)) {
      const { ofStack, status } = event;
      if (ofStack && wasCompleted(status)) return false;
      beginning ||= startsOperation(event) && status === 'CREATE_IN_PROGRESS';
    }
  }
  return beginning;
}
