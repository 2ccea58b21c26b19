import {
  stackName,
  type EnvironmentRef,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsAccess } from '../aws/AwsAccess';
import { retryThrottled } from '../aws/retryThrottled';
import { describeStack } from '../cloudformation/describeStack';
import { listDeletedStacks } from '../cloudformation/listDeletedStacks';
import { OperationReading } from './OperationReading';

/** Deleted stacks of the name that are searched, newest first. */
const maxDeletedStacks = 10;

/**
 * Finds an operation on an environment by its id: on the stack that has the name now, or on one that was deleted in the last 90
 * days.
 *
 * @returns undefined when there is none
 * @throws AwsError
 * @public
 */
export async function findOperation(
  access: AwsAccess,
  ref: EnvironmentRef,
  id: string,
): Promise<OperationReading | undefined> {
  const { cloudFormation } = await access.clients(ref);
  const find = (stackArn: string) =>
    retryThrottled(() => OperationReading.find(access, { ref, stackArn, id }));
  const present = await retryThrottled(() =>
    describeStack(cloudFormation, stackName(ref.suffix)),
  );
  const found = present && (await find(present.arn));
  if (found) return found;
  const deleted = await listDeletedStacks(access, ref);
  const ofName = deleted.filter(stack => stack.ref.suffix === ref.suffix);
  for (const { stackArn } of ofName.slice(0, maxDeletedStacks)) {
    const earlier = await find(stackArn);
    if (earlier) return earlier;
  }
  return undefined;
}
