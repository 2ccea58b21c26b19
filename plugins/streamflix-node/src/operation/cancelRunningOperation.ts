import { ConflictError, InputError } from '@backstage/errors';
import {
  decodeBase64Url,
  type EnvironmentRef,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsAccess } from '../aws/AwsAccess';
import type { Authorizer } from '../cloudformation/Authorizer';
import { hasChanged } from '../cloudformation/checkGrant';
import { factsOf, isSameState } from '../cloudformation/ObservedStack';
import { isStackOf } from '../cloudformation/refOfStack';
import type { Stack } from '../cloudformation/Stack';
import { StackWriter } from '../cloudformation/StackWriter';
import { cancelOperation, type Cancellation } from '../follow/cancelOperation';
import { DatabaseProtectionObserver } from '../follow/DatabaseProtectionObserver';

function parseState(
  ref: EnvironmentRef,
  state: string,
): Pick<Stack, 'arn' | 'status' | 'changedAt'> {
  let parts: unknown;
  try {
    parts = JSON.parse(decodeBase64Url(state));
  } catch {
    // Reported below.
  }
  const [arn, status, changedAt] = Array.isArray(parts)
    ? parts.map(String)
    : [];
  if (!arn || !changedAt || !isStackOf(arn, ref)) {
    throw new InputError(
      'The state is not one of an operation on this environment.',
    );
  }
  return { arn, status, changedAt };
}

/**
 * Cancels a deployment in progress for a user who is not its task: a creation is deleted, a change rolled back.
 *
 * @param options - `operation`: its id, without the step; `state`: the state of the stack as the user saw it; `onNotice`: receives what it does, for the user
 * @throws InputError for a state of another environment; ConflictError when the stack has changed since, or cannot be cancelled
 *   yet; NotAllowedError, AuthenticationError; AwsError
 * @public
 */
export async function cancelRunningOperation(
  access: AwsAccess,
  options: {
    ref: EnvironmentRef;
    operation: string;
    state: string;
    authorizer: Authorizer;
    onNotice(message: string): void;
  },
): Promise<Cancellation> {
  const { ref, operation, authorizer, onNotice } = options;
  const seen = parseState(ref, options.state);
  const { cloudFormation } = await access.clients(ref);
  const authorize = async (stack: Stack, action: 'create' | 'update') => {
    if (!isSameState({ ...stack, ...seen }, stack)) throw hasChanged(ref);
    return authorizer.authorize({
      action,
      ref,
      operation,
      stack,
      requested: factsOf(ref, stack),
    });
  };
  if (seen.status === 'CREATE_IN_PROGRESS') {
    const notices: string[] = [];
    const protection = new DatabaseProtectionObserver(access, ref, seen.arn, {
      authorize: stack => authorize(stack, 'create'),
      onNotice: message => notices.push(message),
    });
    if (!(await protection.mayBeDeleted())) {
      throw new ConflictError(`${notices.join(' ')} Cancel it again then.`);
    }
    notices.forEach(onNotice);
  }
  const cancellation = await cancelOperation(
    cloudFormation,
    new StackWriter(access),
    { stackArn: seen.arn, authorize, onNotice },
  );
  if (cancellation === 'later') throw hasChanged(ref);
  return cancellation;
}
