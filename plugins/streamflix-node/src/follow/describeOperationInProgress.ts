import type { Stack } from '@aws-sdk/client-cloudformation';
import {
  stackTags,
  type EnvironmentRef,
} from '@streamflix/backstage-plugin-streamflix-common';
import { tagOf } from '../cloudformation/describeStack';
import { describeActivity } from '../cloudformation/describeActivity';

/** The operation in progress on a stack, with its start and its owner; undefined when the stack is idle. */
export function describeOperationInProgress(
  stack: Stack,
  { suffix, region }: EnvironmentRef,
): string | undefined {
  const status = stack.StackStatus ?? '';
  const activity = describeActivity(status);
  if (!activity) return undefined;
  const since =
    stack.DeletionTime ?? stack.LastUpdatedTime ?? stack.CreationTime;
  const owner = tagOf(stack, stackTags.owner);
  return `Environment ${suffix} in ${region} ${activity} (${status}, since ${
    since?.toISOString() ?? 'unknown'
  }${owner ? `, owner ${owner}` : ''}).`;
}
