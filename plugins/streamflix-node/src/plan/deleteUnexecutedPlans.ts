import type { AwsAccess, AwsTarget } from '../aws/AwsAccess';
import { AwsError } from '../aws/AwsError';
import { StackWriter } from '../cloudformation/StackWriter';
import { UnexecutedChangeSet } from '../cloudformation/UnexecutedChangeSet';
import { discardChangeSet } from './discardPlan';
import * as reviews from './openReviews';
import { refOfStack } from '../cloudformation/refOfStack';

/**
 * ARNs of the stacks that exist only for change sets of StreamFlix. @throws AwsError
 *
 * @public
 */
export async function stacksUnderReview(
  access: AwsAccess,
  target: AwsTarget,
): Promise<string[]> {
  const { cloudFormation } = await access.clients(target);
  return reviews.stacksUnderReview(cloudFormation);
}

/**
 * Deletes the change sets of a stack that StreamFlix created more than an hour ago and that were never executed; then the stack,
 * if it existed only for them.
 *
 * @returns the number of deleted change sets, and why others could not be deleted
 * @throws AwsError when the change sets or the stack cannot be read
 * @public
 */
export async function deleteUnexecutedPlans(
  access: AwsAccess,
  stackArn: string,
): Promise<{ deleted: number; failures: AwsError[] }> {
  const failures: AwsError[] = [];
  const ref = refOfStack(stackArn);
  if (!ref) return { deleted: 0, failures };
  const { cloudFormation } = await access.clients(ref);
  const open = await reviews.openReviewsOf(cloudFormation, stackArn);
  const expired = open.filter(({ createdAt }) =>
    UnexecutedChangeSet.isExpired(createdAt),
  );
  for (const { arn } of expired) {
    try {
      await discardChangeSet(access, UnexecutedChangeSet.expired(ref, arn));
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      failures.push(error);
    }
  }
  // A process may have deleted the change set and died before it deleted the stack.
  if (open.length === 0) {
    await new StackWriter(access).deleteEmptyReview(ref, stackArn);
  }
  return { deleted: expired.length - failures.length, failures };
}
