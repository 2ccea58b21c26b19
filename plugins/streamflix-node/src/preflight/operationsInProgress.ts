import {
  stackStatus,
  type EnvironmentRef,
  type Problem,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { Stack } from '../cloudformation/Stack';
import { describeOperationInProgress } from '../follow/describeOperationInProgress';

/** Why no deployment can start in the stack's current state. */
export function operationsInProgress(
  stack: Stack,
  ref: EnvironmentRef,
): Problem[] {
  const { status } = stack;
  const inProgress = describeOperationInProgress(stack, ref);
  if (inProgress) {
    const message = `${inProgress} Wait until it has finished, then try again.`;
    return [{ path: 'suffix', message }];
  }
  return stackStatus(status).nextStep === 'none'
    ? [
        {
          path: 'suffix',
          message: `Environment ${ref.suffix} in ${ref.region} cannot be deployed as it is (${status}): its destruction failed half way. Destroy it again, then create it again.`,
        },
      ]
    : [];
}
