import type { Recovery } from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsAccess } from '../aws/AwsAccess';
import { retryThrottled } from '../aws/retryThrottled';
import { RefusedError } from '../aws/RefusedError';
import { observe, observeStep } from '../follow/observe';
import { discardPlan } from './discardPlan';
import { examineRequest } from './examineRequest';
import { limitOpenReviews, oneReviewAtATime } from './openReviews';
import type { Plan } from './Plan';
import type { PlanRequest } from './PlanRequest';
import { prepareChangeSet } from './prepareChangeSet';
import { refuseDataLoss } from './refuseDataLoss';
import { toPlan } from './toPlan';

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

async function plan(access: AwsAccess, request: PlanRequest): Promise<Plan> {
  const { purpose, signal, durations, onProgress } = request;
  const { operation, checked, quotas, kind, recovery, authorize } =
    await examineRequest(access, request);
  const { ref, requester, clients, synthesis, stack } = checked;
  if (recovery) {
    onProgress?.(describeRecovery(recovery));
    return {
      ...toPlan(checked, await quotas, undefined, kind, durations),
      recovery,
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
        authorize,
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
  const made = toPlan(checked, await quotas, changeSet, kind, durations);
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

function describeRecovery({ how, stackStatus, blockedBy }: Recovery): string {
  if (how === 'clear') {
    return `The failed stack of an earlier attempt (${stackStatus}) will be deleted first`;
  }
  const blocked =
    blockedBy.length > 0 ? `. It was blocked by ${blockedBy.join(', ')}` : '';
  return `The rollback of the last change failed (${stackStatus}) and will be continued first; what is to be changed shows then${blocked}`;
}
