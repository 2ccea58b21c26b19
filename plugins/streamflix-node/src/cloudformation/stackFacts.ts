import type { Stack } from '@aws-sdk/client-cloudformation';
import {
  environmentSpecSchema,
  printable,
  stackName,
  stackTags,
  type EnvironmentRef,
  type StackFacts,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsTarget } from '../aws/AwsAccess';
import { outputsOf, tagOf } from './describeStack';
import { isOurs } from './ownership';
import { withoutCaller } from './withoutCaller';

/**
 * An environment as its stack describes it.
 *
 * @public
 */
export interface ListedEnvironment {
  ref: EnvironmentRef;
  stack: StackFacts;
  /** When AWS was read. */
  readAt: string;
}

const shown = (text: string | undefined) => text && printable(text);

/** The environment of a stack; undefined when StreamFlix does not manage it, or it was only planned. */
export function toEnvironment(
  { account, region }: AwsTarget,
  stack: Stack,
  readAt: string,
): ListedEnvironment | undefined {
  const suffix = tagOf(stack, stackTags.suffix);
  const tag = (key: string) => shown(tagOf(stack, key));
  if (
    !suffix ||
    !environmentSpecSchema.shape.suffix.safeParse(suffix).success ||
    !isOurs(stack) ||
    // Nested stacks inherit the tags.
    stack.StackName !== stackName(suffix) ||
    // A change set of type CREATE leaves such a stack behind until it is executed.
    stack.StackStatus === 'REVIEW_IN_PROGRESS'
  ) {
    return undefined;
  }
  return {
    ref: { account, region, suffix },
    readAt,
    stack: {
      stackArn: stack.StackId ?? '',
      stackName: stack.StackName ?? '',
      status: stack.StackStatus ?? '',
      statusReason: shown(withoutCaller(stack.StackStatusReason)),
      createdAt: stack.CreationTime?.toISOString() ?? '',
      updatedAt: stack.LastUpdatedTime?.toISOString(),
      terminationProtection: stack.EnableTerminationProtection ?? false,
      blueprint: tag(stackTags.blueprint),
      version: tag(stackTags.version),
      owner: tag(stackTags.owner),
      outputs: outputsOf(stack),
    },
  };
}
