import type {
  EnvironmentRef,
  EnvironmentSpec,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsAccess } from '../aws/AwsAccess';
import { AwsError } from '../aws/AwsError';
import type { Authorizer } from '../cloudformation/Authorizer';
import { factsOf } from '../cloudformation/ObservedStack';
import type { Stack } from '../cloudformation/Stack';
import { StackWriter } from '../cloudformation/StackWriter';
import type { DeploymentOutcome } from '../follow/Outcome';
import { retryUntilAnswered, type RetryOptions } from '../aws/RetryWindow';

interface Protection {
  access: AwsAccess;
  ref: EnvironmentRef;
  operation: string;
  options: { authorizer: Authorizer };
}

/**
 * Sets the protection of the stack. It is a property of the stack and not of the template, so change sets do not include it.
 *
 * @param isNew - whether the stack was just created: the permission to create covers its protection
 * @returns whether it had to be changed
 */
export async function switchProtection(
  { access, ref, operation, options }: Protection,
  spec: EnvironmentSpec,
  stack: Stack | undefined,
  isNew = false,
): Promise<boolean> {
  const { deletionProtection } = spec;
  if (!stack || deletionProtection === stack.terminationProtection) {
    return false;
  }
  const grant = await options.authorizer.authorize({
    action: isNew && deletionProtection ? 'create' : 'update',
    ref,
    operation,
    stack,
    requested: factsOf(ref, spec),
  });
  await new StackWriter(access).setTerminationProtection(
    grant,
    deletionProtection,
  );
  return true;
}

/** Sets the requested protection of the stack after a successful deployment. */
export async function withProtection(
  deployment: Protection & {
    options: Pick<RetryOptions, 'onNotice'> & { signal?: AbortSignal };
  },
  spec: EnvironmentSpec,
  conclusion: DeploymentOutcome,
  stack: Stack | undefined,
): Promise<DeploymentOutcome> {
  const { access, options } = deployment;
  const { outcome, message } = conclusion;
  if (outcome !== 'created' && outcome !== 'updated') return conclusion;
  try {
    await retryUntilAnswered(
      () => switchProtection(deployment, spec, stack, outcome === 'created'),
      {
        signal: options.signal,
        onNotice: options.onNotice,
        settings: access.settings,
      },
    );
    return conclusion;
  } catch (error) {
    // The rest succeeded, so it must not be reported as if it had not started.
    const isExpected =
      error instanceof Error &&
      /^(NotAllowed|Authentication|Conflict|ServiceUnavailable)Error$/.test(
        error.name,
      );
    if (!isExpected) throw error;
    const reason =
      error instanceof AwsError ? error.describeForUser() : error.message;
    return {
      ...conclusion,
      outcome: 'needs-attention',
      message: `${message} Only its protection against deletion could not be changed. ${reason} Then deploy again.`,
    };
  }
}
