import {
  checkChange,
  stackStatus,
  type EnvironmentSpec,
  type Problem,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { RunningStack } from '../cloudformation/RunningStack';

/**
 * Reports changes the running environment does not allow, based on the specification in its stack; nothing for a stack that cannot
 * be updated now. What cannot be read cannot be checked, and is refused: AWS would replace the network under a running database
 * without a word.
 */
export async function checkRunning(
  running: RunningStack,
  next: EnvironmentSpec,
): Promise<Problem[]> {
  const stack = await running.stack();
  if (!stack || stackStatus(stack.status).nextStep !== 'update') return [];
  const spec = await running.spec();
  if (spec.ok) return checkChange(spec.value, next);
  return [
    {
      path: '',
      message: `The change cannot be checked against what runs. ${spec.reason} Change the environment with the version of StreamFlix that deployed it last, or destroy it and create it again.`,
    },
  ];
}
