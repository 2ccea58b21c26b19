import {
  checkChange,
  stackStatus,
  type EnvironmentSpec,
  type Problem,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { RunningStack } from '../cloudformation/RunningStack';

/**
 * Reports changes the running environment does not allow, based on the specification in its stack. Reports nothing for a stack
 * that cannot be updated now, or when this version cannot read it: the change set then shows what would be replaced.
 */
export async function checkRunning(
  running: RunningStack,
  next: EnvironmentSpec,
): Promise<Problem[]> {
  const { nextStep } = stackStatus(running.stack.status);
  if (nextStep !== 'update') return [];
  const spec = await running.spec();
  return spec ? checkChange(spec, next) : [];
}
