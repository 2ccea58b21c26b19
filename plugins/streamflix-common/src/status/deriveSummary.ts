import type { EnvironmentSummary } from './EnvironmentStatus';
import { worst } from './health';
import { stackStatus } from '../stack/stackStatus';
import type { EnvironmentRef } from '../stack/EnvironmentRef';
import type { StackFacts } from './StackSnapshot';

/** Combines the identity of an environment with its health. */
export function summarise(
  ref: EnvironmentRef,
  stack: StackFacts,
  whole: Pick<EnvironmentSummary, 'health' | 'state' | 'reasons' | 'progress'>,
): EnvironmentSummary {
  const { stackArn, stackName, blueprint, owner, version } = stack;
  const { createdAt, updatedAt } = stack;
  return {
    ...ref,
    stackArn,
    stackName,
    blueprint,
    owner,
    version,
    createdAt,
    updatedAt,
    ...whole,
    ...(stackStatus(stack.status).nextStep === 'clear' && {
      creationFailed: true,
    }),
  };
}

/**
 * The row of a list from the stack only, before its components are read. It shows operations in progress and failures; for a
 * stable stack it shows that the components are not known yet.
 *
 * @returns undefined for a stack that is no environment, such as one that was planned and never deployed
 * @public
 */
export function deriveSummary(
  ref: EnvironmentRef,
  stack: StackFacts,
): EnvironmentSummary | undefined {
  const state = stackStatus(stack.status);
  if (state.health === 'absent') return undefined;
  const unread = state.parts === 'expected' && !state.activity;
  return summarise(ref, stack, {
    health: unread ? worst([state.health, 'unknown']) : state.health,
    state: state.label,
    reasons: [
      ...(state.reason ? [state.reason] : []),
      ...(unread ? ['Its parts have not been read yet.'] : []),
    ],
  });
}
