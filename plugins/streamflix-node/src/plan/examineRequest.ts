import {
  stackStatus,
  type EnvironmentRef,
  type EnvironmentSpec,
  type Recovery,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsAccess } from '../aws/AwsAccess';
import type { Grant } from '../cloudformation/Grant';
import { factsOf } from '../cloudformation/ObservedStack';
import type { Stack } from '../cloudformation/Stack';
import { operationId } from '../cloudformation/operationTokens';
import { checkQuotas, type QuotaWarning } from '../offers/checkQuotas';
import { preflight, type Preflight } from '../preflight/preflight';
import type { PlanRequest } from './PlanRequest';

/** What precedes the change set of a plan. */
export interface Examination {
  operation: string;
  checked: Preflight;
  /** Read while the change set is created. */
  quotas: Promise<QuotaWarning[]>;
  /** Whether the stack is created or changed. */
  kind: 'create' | 'change';
  /** What must be recovered before there can be a change set. */
  recovery?: Recovery;
  /** Grants the creation of the change set. */
  authorize(): Promise<Grant>;
}

/** The permission a deployment of this stack needs: `create` until the stack was complete once. */
export const actionOn = (
  stack: Pick<Stack, 'status'> | undefined,
): 'create' | 'update' =>
  stack && stackStatus(stack.status).completed !== 'no' ? 'update' : 'create';

/**
 * Finds everything that prevents a deployment, and what must precede it. Changes nothing.
 *
 * @throws RefusedError, AwsError, and the errors of the authorizer
 */
export async function examineRequest(
  access: AwsAccess,
  request: PlanRequest,
): Promise<Examination> {
  const { authorizer, signal, onProgress } = request;
  const operation = operationId(request.token);
  const authorize = (found: {
    ref: EnvironmentRef;
    spec: EnvironmentSpec;
    stack?: Stack;
  }): Promise<Grant> =>
    authorizer.authorize({
      action: actionOn(found.stack),
      ref: found.ref,
      operation,
      stack: found.stack,
      requested: factsOf(found.ref, found.spec),
    });
  const checked = await preflight(access, {
    input: request.input,
    operation,
    requester: () => authorizer.requester(),
    authorize,
    skipResources: request.skipResources,
    running: request.running,
    signal,
    onNotice: onProgress,
  });
  const { ref, synthesis, stack, blockedBy } = checked;
  onProgress?.(
    `Synthesised ${synthesis.resources} resources, ${synthesis.bytes} bytes`,
  );
  const nextStep = stack ? stackStatus(stack.status).nextStep : 'create';
  const recovery: Recovery | undefined =
    stack && (nextStep === 'clear' || nextStep === 'continue-rollback')
      ? { how: nextStep, stackStatus: stack.status, blockedBy }
      : undefined;
  return {
    operation,
    checked,
    quotas: checkQuotas(access, ref, checked.spec, checked.running),
    kind: nextStep === 'create' || nextStep === 'clear' ? 'create' : 'change',
    recovery,
    authorize: () => authorize(checked),
  };
}
