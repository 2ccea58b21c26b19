import {
  paginateListChangeSets,
  paginateListStacks,
  type ChangeSetSummary,
  type CloudFormationClient,
} from '@aws-sdk/client-cloudformation';
import { stackName } from '@streamflix/backstage-plugin-streamflix-common';
import { isChangeSetGone } from '../cloudformation/isChangeSetGone';
import {
  parseChangeSetName,
  type ChangeSetPurpose,
} from '../cloudformation/operationTokens';
import { RefusedError } from '../aws/RefusedError';

/** Maximum of unexecuted change sets per user in one account and region. */
const maxOpenReviews = 5;

/** ARNs of the stacks that exist only for change sets of StreamFlix. */
export async function stacksUnderReview(
  client: CloudFormationClient,
): Promise<string[]> {
  const arns: string[] = [];
  for await (const { StackSummaries = [] } of paginateListStacks(
    { client },
    { StackStatusFilter: ['REVIEW_IN_PROGRESS'] },
  )) {
    for (const { StackName = '', StackId } of StackSummaries) {
      if (StackId && StackName.startsWith(stackName(''))) arns.push(StackId);
    }
  }
  return arns;
}

/** A change set of StreamFlix that was not executed. */
interface OpenReview {
  arn: string;
  purpose: ChangeSetPurpose;
  /** Id of the operation that created it. */
  operation: string;
  /** From the description of the change set. */
  requester: string;
  createdAt: Date;
  /** The stack has changed since: the change set can only be deleted. */
  isObsolete: boolean;
}

/** The unexecuted change sets of a stack: users may still execute them, or a deployment was interrupted before it did. */
export async function openReviewsOf(
  client: CloudFormationClient,
  stackArn: string,
): Promise<OpenReview[]> {
  const summaries = await listChangeSets(client, stackArn);
  return summaries.flatMap(summary => {
    const { ChangeSetId: arn, CreationTime, ExecutionStatus = '' } = summary;
    const ours = parseChangeSetName(summary.ChangeSetName ?? '');
    if (!arn || !CreationTime || !ours) return [];
    if (ExecutionStatus.startsWith('EXECUTE_')) return [];
    return [
      {
        arn,
        ...ours,
        requester: summary.Description ?? '',
        createdAt: CreationTime,
        isObsolete: ExecutionStatus === 'OBSOLETE',
      },
    ];
  });
}

async function listChangeSets(
  client: CloudFormationClient,
  stackArn: string,
): Promise<ChangeSetSummary[]> {
  const found: ChangeSetSummary[] = [];
  try {
    for await (const { Summaries = [] } of paginateListChangeSets(
      { client },
      { StackName: stackArn },
    )) {
      found.push(...Summaries);
    }
  } catch (error) {
    // The stack was deleted meanwhile.
    if (!isChangeSetGone(error)) throw error;
  }
  return found;
}

/**
 * Refuses another review to a user who has too many open: each takes one of the account's stacks until it is executed or deleted.
 *
 * @param review.stackArn - the stack to be reviewed, if it exists
 * @param review.isReplacement - the user's other reviews of this stack are deleted once this one exists
 * @throws RefusedError; the SDK's error
 */
export async function limitOpenReviews(
  client: CloudFormationClient,
  review: {
    operation: string;
    requester: string;
    stackArn?: string;
    isReplacement?: boolean;
  },
): Promise<void> {
  const { operation, requester, stackArn, isReplacement } = review;
  const stacks = new Set(await stacksUnderReview(client));
  if (stackArn && !isReplacement) stacks.add(stackArn);
  else if (stackArn) stacks.delete(stackArn);
  let own = 0;
  for (const arn of stacks) {
    const open = await openReviewsOf(client, arn);
    // A repeated plan of the same operation is the same review.
    own += open.filter(
      one =>
        !one.isObsolete &&
        one.requester === requester &&
        one.operation !== operation,
    ).length;
    if (own >= maxOpenReviews) {
      throw new RefusedError([
        {
          path: '',
          message: `You have ${maxOpenReviews} plans that were not executed. Execute one, or wait until they are deleted, an hour after they were made.`,
        },
      ]);
    }
  }
}

/** The latest review of each user, by client: there is one client per account and region. */
const latest = new WeakMap<object, Map<string, Promise<unknown>>>();

/** Runs the reviews of a user one after the other: parallel ones would not count each other. */
export async function oneReviewAtATime<T>(
  client: CloudFormationClient,
  requester: string,
  make: () => Promise<T>,
): Promise<T> {
  const reviews = latest.get(client) ?? new Map<string, Promise<unknown>>();
  latest.set(client, reviews);
  const before = reviews.get(requester) ?? Promise.resolve();
  const made = before.catch(() => {}).then(make);
  reviews.set(requester, made);
  try {
    return await made;
  } finally {
    if (reviews.get(requester) === made) reviews.delete(requester);
  }
}
