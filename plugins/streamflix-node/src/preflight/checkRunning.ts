import type {
  CloudFormationClient,
  Stack,
} from '@aws-sdk/client-cloudformation';
import {
  checkChange,
  stackStatus,
  type EnvironmentSpec,
  type Problem,
} from '@streamflix/backstage-plugin-streamflix-common';
import { readSpec } from '../cloudformation/describeStack';

/**
 * Reports changes the running environment does not allow, based on the specification in its stack. Reports nothing without a
 * stack, or when this version cannot read it: the change set then shows what would be replaced.
 */
export async function checkRunning(
  client: CloudFormationClient,
  stack: Stack | undefined,
  next: EnvironmentSpec,
): Promise<Problem[]> {
  if (!stack || stackStatus(stack.StackStatus ?? '').nextStep !== 'update')
    return [];
  const running = await readSpec(client, stack.StackId ?? '');
  return running ? checkChange(running, next) : [];
}
