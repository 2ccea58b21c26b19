import { NotFoundError } from '@backstage/errors';
import {
  inputOfChange,
  stackStatus,
  type EnvironmentInput,
  type EnvironmentRef,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsAccess } from '../aws/AwsAccess';
import { AwsError } from '../aws/AwsError';
import { RefusedError } from '../aws/RefusedError';
import type { BackstageAuthorizer } from '../cloudformation/BackstageAuthorizer';
import { factsOf } from '../cloudformation/ObservedStack';
import { RunningStack } from '../cloudformation/RunningStack';

/**
 * The complete input of a change: that of the running environment with the given changes.
 *
 * @returns also the stack it was completed from
 * @throws RefusedError, NotFoundError, NotAllowedError, AuthenticationError or AwsError when the running environment cannot be
 *   read, or not by this user
 * @public
 */
export async function completeChange(
  access: AwsAccess,
  ref: EnvironmentRef,
  authorizer: Pick<BackstageAuthorizer, 'requireRead'>,
  fields: Parameters<typeof inputOfChange>[1],
): Promise<{ input: EnvironmentInput; running: RunningStack }> {
  const running = new RunningStack(access, ref);
  const stack = await running.stack();
  // Before anything about it is reported, even whether it exists.
  await authorizer.requireRead(factsOf(ref, stack ?? {}));
  const isPresent =
    stack?.isManaged && stackStatus(stack.status).operation !== 'review';
  if (!isPresent) {
    throw new NotFoundError(
      `There is no environment ${ref.suffix} in ${ref.region}.`,
    );
  }
  const spec = await running.spec().catch((error: unknown) => {
    if (!(error instanceof AwsError)) throw error;
    return { ok: false, reason: error.describeForUser() } as const;
  });
  if (!spec.ok) {
    throw new RefusedError([
      {
        path: 'entityRef',
        message: `Environment ${ref.suffix} in ${ref.region} cannot be changed by what is to become different: what it consists of could not be read. ${spec.reason} Give all its values instead.`,
      },
    ]);
  }
  const input = inputOfChange(spec.value, fields);
  return { input: { ...input, account: ref.account }, running };
}
