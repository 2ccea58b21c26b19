import {
  environmentSpecSchema,
  printable,
  stackName,
  type EnvironmentRef,
  type StackFacts,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsTarget } from '../aws/AwsAccess';
import { isUnderReview } from './ObservedStack';
import type { Stack } from './Stack';
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

const optionalPrintable = (text: string | undefined) => text && printable(text);

/** The environment of a stack; undefined when StreamFlix does not manage it, or it was only planned. */
export function toEnvironment(
  { account, region }: AwsTarget,
  stack: Stack,
  readAt: string,
): ListedEnvironment | undefined {
  const suffix = stack.name.slice(stackName('').length);
  if (
    // Nested stacks inherit the tags, and so are not managed under their own name.
    !stack.isManaged ||
    !environmentSpecSchema.shape.suffix.safeParse(suffix).success ||
    // A change set of type CREATE leaves such a stack behind until it is executed.
    isUnderReview(stack)
  ) {
    return undefined;
  }
  return {
    ref: { account, region, suffix },
    readAt,
    stack: {
      stackArn: stack.arn,
      stackName: stack.name,
      status: stack.status,
      statusReason: optionalPrintable(withoutCaller(stack.statusReason)),
      createdAt: stack.createdAt,
      updatedAt: stack.updatedAt,
      terminationProtection: stack.terminationProtection,
      blueprint: optionalPrintable(stack.blueprint),
      version: optionalPrintable(stack.version),
      owner: optionalPrintable(stack.owner),
      outputs: { ...stack.outputs },
    },
  };
}
