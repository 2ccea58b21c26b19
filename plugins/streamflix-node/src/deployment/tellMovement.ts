import type { Stack } from '@aws-sdk/client-cloudformation';
import {
  stackTags,
  type EnvironmentRef,
} from '@streamflix/backstage-plugin-streamflix-common';
import { tagOf } from './describeStack';
import { movement } from './stackStates';

/** The operation in flight on a stack, with its start and its owner; undefined when the stack rests. */
export function tellMovement(
  stack: Stack,
  { suffix, region }: EnvironmentRef,
): string | undefined {
  const status = stack.StackStatus ?? '';
  const moving = movement(status);
  if (!moving) return undefined;
  const since =
    stack.DeletionTime ?? stack.LastUpdatedTime ?? stack.CreationTime;
  const owner = tagOf(stack, stackTags.owner);
  return `Environment ${suffix} in ${region} ${moving} (${status}, since ${
    since?.toISOString() ?? 'unknown'
  }${owner ? `, owner ${owner}` : ''}).`;
}
