import type { EnvironmentRef } from '@streamflix/backstage-plugin-streamflix-common';
import type { ObservedStack } from '../cloudformation/ObservedStack';
import { describeActivity } from '../cloudformation/describeActivity';

/** The operation in progress on a stack, with its start and its owner; undefined when the stack is idle. */
export function describeOperationInProgress(
  { status, changedAt, owner }: ObservedStack,
  { suffix, region }: EnvironmentRef,
): string | undefined {
  const activity = describeActivity(status);
  if (!activity) return undefined;
  return `Environment ${suffix} in ${region} ${activity} (${status}, since ${changedAt}${
    owner ? `, owner ${owner}` : ''
  }).`;
}
