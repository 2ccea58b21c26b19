import {
  stackStatus,
  type EnvironmentInput,
  type EnvironmentRef,
  type EnvironmentSpec,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsAccess } from '../aws/AwsAccess';
import { retryThrottled } from '../aws/retryThrottled';
import type { Authorizer } from '../cloudformation/Authorizer';
import type { Grant } from '../cloudformation/Grant';
import { factsOf } from '../cloudformation/ObservedStack';
import type { RunningStack } from '../cloudformation/RunningStack';
import type { Stack } from '../cloudformation/Stack';
import {
  operationId,
  type ChangeSetPurpose,
} from '../cloudformation/operationTokens';
import type { Synthesis } from '../synthesis/synthesize';
import { RefusedError } from '../aws/RefusedError';
import { discardPlan } from './discardPlan';
import { observe, observeStep } from '../follow/observe';
import { limitOpenReviews, oneReviewAtATime } from './openReviews';
import type { Plan, ResourceChange } from './Plan';
import { preflight, type Preflight } from '../preflight/preflight';
import { prepareChangeSet, type PreparedChangeSet } from './prepareChangeSet';
import { refuseDataLoss } from './refuseDataLoss';
import { checkQuotas, type QuotaWarning } from '../offers/checkQuotas';

/** @public */
export interface PlanRequest {
  input: EnvironmentInput;
  /** Identifies the operation: the same token returns the same plan. */
  token: string;
  authorizer: Authorizer;
  /** `review` for a plan that a user reviews; `deploy` for one that is executed at once. */
  purpose: ChangeSetPurpose;
  /** Logical ids of resources whose data may be lost. */
  allowDataLoss?: readonly string[];
  /** Whether a plan that would lose other data is refused, the default, or shown. */
  onDataLoss?: 'refuse' | 'show';
  /** Logical ids that a continued rollback may skip, if one is needed first. */
  skipResources?: readonly string[];
  /** The stack, when the caller has read it already to complete the input. */
  running?: RunningStack;
  signal?: AbortSignal;
  onProgress?(line: string): void;
}

/** What identifies a plan in metrics and traces; the input may not be a valid specification. */
const checkable = (input: unknown) => {
  const { region, suffix, blueprint } = Object(input) as Record<
    string,
    unknown
  >;
  return {
    region: String(region),
    suffix: String(suffix),
    blueprint: String(blueprint),
  };
};

/**
 * Works out what deploying the environment would do, as a change set. The change set is the plan: its ARN is enough to read all
 * of it from AWS, and `deployEnvironment` executes it. A plan that fails or is refused leaves nothing behind.
 *
 * @throws RefusedError with everything that prevents it, or with every loss of data that `allowDataLoss` does not name;
 *   NotAllowedError or AuthenticationError of the authorizer; AwsError when AWS could not be used
 * @public
 */
export function planEnvironment(
  access: AwsAccess,
  request: PlanRequest,
): Promise<Plan> {
  const { region, suffix, blueprint } = checkable(request.input);
  const allowed = access.settings.regions.find(one => one === region);
  return observe(
    access.telemetry,
    { operation: 'plan', region: allowed ?? 'unknown', suffix, blueprint },
    ({ kind }) => ({ outcome: kind }),
    () => plan(access, request),
  );
}

/** The permission a deployment of this stack needs: `create` until the stack was complete once. */
export const actionOn = (
  stack: Pick<Stack, 'status'> | undefined,
): 'create' | 'update' =>
  stack && stackStatus(stack.status).completed !== 'no' ? 'update' : 'create';

async function plan(access: AwsAccess, request: PlanRequest): Promise<Plan> {
  const { authorizer, purpose, signal, onProgress } = request;
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
  const { ref, requester, clients, synthesis, stack, blockedBy } = checked;
  // Read while the change set is created.
  const quotas = checkQuotas(access, ref, checked.spec, checked.running);
  onProgress?.(
    `Synthesised ${synthesis.resources} resources, ${synthesis.bytes} bytes`,
  );
  const status = stack?.status ?? '';
  const nextStep = stack ? stackStatus(status).nextStep : 'create';
  if (nextStep === 'clear') {
    onProgress?.(
      `The failed stack of an earlier attempt (${status}) will be deleted first`,
    );
    return {
      ...toPlan(checked, await quotas, undefined, 'create'),
      recovery: { how: 'clear', stackStatus: status, blockedBy: [] },
    };
  }
  if (nextStep === 'continue-rollback') {
    onProgress?.(
      `The rollback of the last change failed (${status}) and will be continued first; what is to be changed shows then${
        blockedBy.length > 0
          ? `. It was blocked by ${blockedBy.join(', ')}`
          : ''
      }`,
    );
    return {
      ...toPlan(checked, await quotas, undefined, 'change'),
      recovery: { how: 'continue-rollback', stackStatus: status, blockedBy },
    };
  }
  const prepare = () =>
    observeStep(access.telemetry, 'change_set', () =>
      prepareChangeSet(access, {
        ref,
        operation,
        purpose,
        template: synthesis.templateBody,
        tags: synthesis.tags,
        authorize: () => authorize(checked),
        signal,
        onNotice: onProgress,
      }),
    );
  const review = async () => {
    await retryThrottled(() =>
      limitOpenReviews(clients.cloudFormation, {
        operation,
        requester: requester.id,
        stackArn: stack?.arn,
      }),
    );
    return prepare();
  };
  const changeSet =
    purpose === 'review'
      ? await oneReviewAtATime(clients.cloudFormation, requester.id, review)
      : await prepare();
  const made = toPlan(
    checked,
    await quotas,
    changeSet,
    nextStep === 'create' ? 'create' : 'change',
  );
  const losses =
    request.onDataLoss === 'show'
      ? []
      : refuseDataLoss(made.changes, request.allowDataLoss);
  if (losses.length > 0) {
    await discardPlan(access, { ref, token: request.token, purpose });
    throw new RefusedError(losses);
  }
  return made;
}

function toPlan(
  { ref, request, spec, synthesis, stack, warnings }: Preflight,
  quotas: readonly QuotaWarning[],
  changeSet: PreparedChangeSet | undefined,
  kind: Plan['kind'],
): Plan {
  const { bytes, resources } = synthesis;
  const empty = changeSet?.state === 'empty';
  const validated = changeSet?.warnings ?? [];
  // CloudFormation warns of the same quotas where it may read them.
  const ours = quotas.filter(
    ({ type }) => !type || validated.every(({ quotaOf }) => quotaOf !== type),
  );
  return {
    ref,
    request,
    spec,
    kind: empty ? 'unchanged' : kind,
    stackArn: changeSet?.stackArn ?? stack?.arn ?? '',
    changeSetArn: empty ? undefined : changeSet?.arn,
    changes:
      changeSet?.changes ?? (kind === 'create' ? everythingIn(synthesis) : []),
    synthesis: { bytes, resources },
    warnings: [
      ...warnings,
      ...[...ours, ...validated].map(({ message }) => message),
    ],
  };
}

/** The changes of a creation without a change set yet: every resource of the template. */
function everythingIn({ templateBody }: Synthesis): ResourceChange[] {
  const { Resources } = JSON.parse(templateBody) as {
    Resources: Record<string, { Type: string }>;
  };
  return Object.entries(Resources).map(([logicalId, { Type }]) => ({
    action: 'add',
    logicalId,
    type: Type,
    properties: [],
    losesData: false,
  }));
}
