import type { EnvironmentRef } from '@streamflix/backstage-plugin-streamflix-common';
import { RefusedError } from '../aws/RefusedError';
import { isProtected, wasCompleted } from '../cloudformation/completion';
import { protectionInTemplate } from '../cloudformation/protectionInTemplate';
import type { RunningStack } from '../cloudformation/RunningStack';
import type { Stack } from '../cloudformation/Stack';
import { describeOperationInProgress } from '../follow/describeOperationInProgress';

/**
 * Refuses to destroy an environment that is protected or has an operation in progress.
 *
 * @throws RefusedError; AwsError when its template could not be read
 */
export async function refuseDestruction(
  running: RunningStack,
  stack: Stack,
  ref: EnvironmentRef,
): Promise<void> {
  const message =
    (await protectionOf(running, stack, ref)) ?? progressOf(stack, ref);
  if (message) throw new RefusedError([{ path: '', message }]);
}

/** Message that the stack is protected, or is meant to be by its template: see `isProtected`. */
async function protectionOf(
  running: RunningStack,
  stack: Stack,
  ref: EnvironmentRef,
): Promise<string | undefined> {
  const { status } = stack;
  const name = `${ref.suffix} in ${ref.region}`;
  if (!stack.terminationProtection && wasCompleted(status)) {
    const deletionProtection = protectionInTemplate(await running.template());
    if (deletionProtection === undefined) {
      return `Whether environment ${name} is protected against deletion cannot be read: its template is not JSON, as StreamFlix writes it. Delete its stack in CloudFormation.`;
    }
    if (!isProtected(stack, { deletionProtection })) return undefined;
  } else if (!isProtected(stack, undefined)) return undefined;
  return wasCompleted(status)
    ? `Environment ${name} is protected against deletion. Switch its deletion protection off and deploy that change, then destroy it.`
    : `The stack of environment ${name} is protected against deletion, and cannot be changed as it is (${status}). Switch its termination protection off in CloudFormation, then destroy it.`;
}

function progressOf(stack: Stack, ref: EnvironmentRef): string | undefined {
  const inProgress = describeOperationInProgress(stack, ref);
  return inProgress && stack.status !== 'DELETE_IN_PROGRESS'
    ? `${inProgress} Wait until it has finished, or cancel that first; then destroy it.`
    : undefined;
}
