import {
  paginateDescribeStackEvents,
  type CloudFormationClient,
} from '@aws-sdk/client-cloudformation';
import {
  isValues,
  stackOutputs,
  stackStatus,
  type EnvironmentSpec,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { Stack } from './Stack';
import { startsOperation, toOperationEvent } from './OperationEvent';

/** Whether a stack of this status was ever complete: it can be updated, now or after the operation in progress. */
export const wasCompleted = (status: string): boolean =>
  stackStatus(status).completed === 'yes';

/**
 * Whether the environment must not be destroyed: its stack has termination protection, or the running specification asks for
 * protection. Termination protection is set last, so a deployment not followed to its end leaves it unset. A creation that never
 * completed has nothing to protect; after a failed deletion only the database is left, and RDS protects it.
 */
export const isProtected = (
  stack: { terminationProtection: boolean; status: string },
  running: Pick<EnvironmentSpec, 'deletionProtection'> | undefined,
): boolean =>
  stack.terminationProtection ||
  (running?.deletionProtection === true && wasCompleted(stack.status));

/**
 * Whether the environment is protected against deletion: by its stack, or by the specification in its template.
 *
 * CloudFormation ignores a change of the metadata only, so the template keeps the earlier specification. Where protection changes
 * nothing else, as without a database in a template of an older version, only the stack is reliable.
 */
export function runsProtected(
  stack: { terminationProtection: boolean },
  { Outputs }: { Outputs?: unknown },
  { deletionProtection, database }: EnvironmentSpec,
): boolean {
  const isCarried =
    database.kind !== 'none' ||
    (isValues(Outputs) && stackOutputs.deletionProtection in Outputs);
  return stack.terminationProtection || (deletionProtection && isCarried);
}

/**
 * Whether the stack's creation never completed, so that its databases hold no data.
 *
 * The status of a deletion, or a failed one, does not show this; the events do. AWS deletes events after 90 days: without the
 * event that started the stack, it counts as having completed.
 */
export async function neverCompleted(
  client: CloudFormationClient,
  stack: Pick<Stack, 'arn' | 'status'>,
): Promise<boolean> {
  const { completed } = stackStatus(stack.status);
  if (completed !== 'unknown') return completed === 'no';
  let beginning = false;
  const pages = paginateDescribeStackEvents(
    { client },
    { StackName: stack.arn },
  );
  for await (const { StackEvents = [] } of pages) {
    for (const event of StackEvents.map(toOperationEvent)) {
      const { ofStack, status } = event;
      if (ofStack && wasCompleted(status)) return false;
      beginning ||= startsOperation(event) && status === 'CREATE_IN_PROGRESS';
    }
  }
  return beginning;
}
