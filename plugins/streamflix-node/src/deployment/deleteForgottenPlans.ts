import type { AwsAccess, Place } from '../AwsAccess';
import { translateAwsError } from '../AwsError';
import { StackWriter } from '../cloudformation/StackWriter';
import { UnexecutedChangeSet } from '../cloudformation/UnexecutedChangeSet';
import { discardChangeSet } from './discardPlan';
import * as reviews from './openReviews';
import { refOfStack } from './refOfStack';

/** ARNs of the stacks that exist only for change sets of ours. @throws AwsError */
export async function stacksUnderReview(
  access: AwsAccess,
  target: Place,
): Promise<string[]> {
  const { cloudFormation } = await access.clients(target);
  return translateAwsError(
    { action: 'cloudformation:ListStacks', ...target },
    () => reviews.stacksUnderReview(cloudFormation),
  );
}

/**
 * Deletes the change sets of a stack that we named, that were never executed and are more than an hour old; then the stack, if it
 * existed only for them.
 *
 * @returns how many
 * @throws AwsError
 */
export async function deleteForgottenPlansOf(
  access: AwsAccess,
  target: Place,
  stackArn: string,
): Promise<number> {
  const ref = refOfStack(stackArn);
  if (!ref) return 0;
  const { cloudFormation } = await access.clients(ref);
  const call = { action: 'cloudformation:ListChangeSets', ...target };
  return translateAwsError(call, async () => {
    const open = await reviews.openReviewsOf(cloudFormation, stackArn);
    const forgotten = open.filter(({ createdAt }) =>
      UnexecutedChangeSet.isForgotten(createdAt),
    );
    for (const { arn } of forgotten) {
      await discardChangeSet(access, UnexecutedChangeSet.forgotten(ref, arn));
    }
    // One whose change set was deleted by a process that died before it deleted the stack.
    if (open.length === 0) {
      await new StackWriter(access).deleteEmptyReview(ref, stackArn);
    }
    return forgotten.length;
  });
}
