import type { EnvironmentReview } from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsAccess } from '../aws/AwsAccess';
import { retryThrottled } from '../aws/retryThrottled';
import { RefusedError } from '../aws/RefusedError';
import { UnexecutedChangeSet } from '../cloudformation/UnexecutedChangeSet';
import type { Preflight } from '../preflight/preflight';
import { discardChangeSet } from './discardPlan';
import { examineRequest } from './examineRequest';
import {
  limitOpenReviews,
  oneReviewAtATime,
  openReviewsOf,
} from './openReviews';
import type { PlanRequest } from './PlanRequest';
import { requestChangeSet } from './requestChangeSet';
import { toPlan } from './toPlan';

/** Seconds AWS may fail to respond while a user waits for the answer. */
const retryTimeout = 15;

/**
 * Starts the review of a deployment: requests its change set, and does not wait for it. `readReview` reads it. The requester's
 * earlier reviews of the same environment are deleted.
 *
 * @param request - `onUndeleted`: called when an earlier review could not be deleted; it is deleted an hour after it was made
 * @throws NotAllowedError or AuthenticationError of the authorizer; ConflictError; AwsError when AWS could not be used
 * @public
 */
export async function startReview(
  access: AwsAccess,
  request: Omit<PlanRequest, 'purpose' | 'allowDataLoss' | 'onDataLoss'> & {
    onUndeleted(error: unknown): void;
  },
): Promise<
  Extract<EnvironmentReview, { state: 'creating' | 'recovery' | 'refused' }>
> {
  try {
    return await start(access, request);
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    return { state: 'refused', problems: error.problems };
  }
}

async function start(
  access: AwsAccess,
  request: Parameters<typeof startReview>[1],
): Promise<Extract<EnvironmentReview, { state: 'creating' | 'recovery' }>> {
  const purpose = 'review';
  const { operation, checked, quotas, kind, recovery, authorize } =
    await examineRequest(access, { ...request, purpose });
  const { ref, requester, clients, synthesis, stack } = checked;
  if (recovery) {
    const { changes, spec, warnings, expectedDuration } = toPlan(
      checked,
      await quotas,
      undefined,
      kind,
      request.durations,
    );
    return {
      state: 'recovery',
      recovery,
      changes,
      spec,
      warnings,
      expectedDuration,
    };
  }
  const changeSetArn = await oneReviewAtATime(
    clients.cloudFormation,
    requester.id,
    async () => {
      await retryThrottled(() =>
        limitOpenReviews(clients.cloudFormation, {
          operation,
          requester: requester.id,
          stackArn: stack?.arn,
          isReplacement: true,
        }),
      );
      return requestChangeSet(access, {
        ref,
        operation,
        purpose,
        template: synthesis.templateBody,
        tags: synthesis.tags,
        authorize,
        signal: request.signal,
        retryTimeout,
      });
    },
  );
  if (stack) {
    void discardEarlier(access, checked, stack.arn, operation).catch(
      request.onUndeleted,
    );
  }
  const warnings = [
    ...checked.warnings,
    ...(await quotas).map(({ message }) => message),
  ];
  return { state: 'creating', changeSetArn, warnings };
}

/** Deletes the requester's other reviews of a stack. */
async function discardEarlier(
  access: AwsAccess,
  { ref, requester, clients }: Preflight,
  stackArn: string,
  operation: string,
): Promise<void> {
  const open = await openReviewsOf(clients.cloudFormation, stackArn);
  const earlier = open.filter(
    review =>
      review.purpose === 'review' &&
      review.requester === requester.id &&
      review.operation !== operation,
  );
  for (const { arn } of earlier) {
    await discardChangeSet(
      access,
      UnexecutedChangeSet.reviewedBy(ref, arn, requester.id),
    );
  }
}
