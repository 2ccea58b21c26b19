import { GetTemplateCommand } from '@aws-sdk/client-cloudformation';
import {
  stackTags,
  type EnvironmentFacts,
  type EnvironmentRef,
  type EnvironmentReview,
  type LearnedDurations,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsAccess } from '../aws/AwsAccess';
import { RefusedError } from '../aws/RefusedError';
import { describeStack, specOfTemplate } from '../cloudformation/describeStack';
import { factsOf, isUnderReview } from '../cloudformation/ObservedStack';
import { parseChangeSetName } from '../cloudformation/operationTokens';
import { isStackOf } from '../cloudformation/refOfStack';
import { UnexecutedChangeSet } from '../cloudformation/UnexecutedChangeSet';
import { readChangeSet, type ChangeSet } from './ChangeSet';
import { discardChangeSet } from './discardPlan';
import { expectDuration } from './expectDuration';
import { readWarnings, refusalOf } from './prepareChangeSet';
import { deleteStaged } from './requestChangeSet';
import { stagedTemplate } from './stagedTemplate';

/**
 * A review, and the environment whose readers may see it.
 *
 * @public
 */
export interface ReviewReading {
  review: EnvironmentReview;
  facts: EnvironmentFacts;
}

/**
 * Reads the review that a requester started. A change set that failed, or in which nothing changes, is deleted after it was read:
 * it can never be executed.
 *
 * @returns undefined when it does not exist or was started by another user
 * @throws AwsError
 * @public
 */
export async function readReview(
  access: AwsAccess,
  options: {
    ref: EnvironmentRef;
    changeSetArn: string;
    requester: string;
    /** What is known of the account. */
    durations: LearnedDurations;
    /** Called when a change set could not be deleted; it is deleted an hour after it was made. */
    onUndeleted(error: unknown): void;
  },
): Promise<ReviewReading | undefined> {
  const { ref, changeSetArn, requester, durations, onUndeleted } = options;
  const { cloudFormation } = await access.clients(ref);
  const changeSet = await readChangeSet(cloudFormation, { arn: changeSetArn });
  const isTheirs =
    changeSet?.requester === requester &&
    isStackOf(changeSet.stackArn, ref) &&
    parseChangeSetName(changeSet.name)?.purpose === 'review';
  if (!isTheirs) return undefined;
  const stack = await describeStack(cloudFormation, changeSet.stackArn);
  const isNew = !stack || isUnderReview(stack);
  const { tags } = changeSet;
  const facts = factsOf(
    ref,
    // A stack under review shows no tags.
    isNew
      ? { owner: tags[stackTags.owner], blueprint: tags[stackTags.blueprint] }
      : stack,
  );
  const review = await reviewOf(access, ref, changeSet, {
    kind: isNew ? 'create' : 'change',
    durations,
  });
  if (review.state === 'refused' || review.state === 'unchanged') {
    void discardChangeSet(
      access,
      UnexecutedChangeSet.reviewedBy(ref, changeSetArn, requester),
    ).catch(onUndeleted);
  }
  return { review, facts };
}

async function reviewOf(
  access: AwsAccess,
  ref: EnvironmentRef,
  changeSet: ChangeSet,
  {
    kind,
    durations,
  }: { kind: 'create' | 'change'; durations: LearnedDurations },
): Promise<EnvironmentReview> {
  const { cloudFormation } = await access.clients(ref);
  const { arn, changes } = changeSet;
  switch (changeSet.state) {
    case 'pending':
      return { state: 'creating', changeSetArn: arn, warnings: [] };
    case 'empty':
      return { state: 'unchanged' };
    case 'failed': {
      const { problems } = await refusalOf(cloudFormation, changeSet);
      return { state: 'refused', problems };
    }
    case 'ready':
      break;
    default:
      return { state: 'outdated' };
  }
  const [warnings, { TemplateBody = '' }] = await Promise.all([
    readWarnings(cloudFormation, changeSet),
    cloudFormation.send(
      new GetTemplateCommand({ ChangeSetName: arn, TemplateStage: 'Original' }),
    ),
  ]);
  await deleteStaged(
    access,
    ref,
    stagedTemplate(access.settings, ref, {
      bytes: Buffer.byteLength(TemplateBody),
      name: changeSet.name,
    }),
  );
  const spec = specOfTemplate(TemplateBody);
  if (!spec.ok) {
    throw new RefusedError([{ path: '', message: spec.reason }]);
  }
  return {
    state: 'ready',
    changeSetArn: arn,
    kind,
    changes,
    spec: spec.value,
    warnings: warnings.map(({ message }) => message),
    expectedDuration: expectDuration(TemplateBody, kind, changes, durations),
  };
}
