import {
  isValues,
  type EnvironmentReview,
  type ResourceChange,
} from '@streamflix/backstage-plugin-streamflix-common';

/**
 * The form data of a review: what the action executes, and what the user accepts. The mark is the reason why the form does not continue.
 *
 * @public
 */
export interface ReviewFormData {
  /** Of the change set to execute; undefined where there is none. */
  changeSetArn?: string;
  /** Logical ids of resources whose data may be lost. */
  allowDataLoss?: string[];
  /** Logical ids of resources that a continued rollback skips. */
  skipResources?: string[];
  /** Undefined once the user has seen what will be done. */
  pending?: 'unread' | 'refused' | 'unconfirmed';
}

/** The texts in a value that may be anything. */
export const listIn = (value: unknown): string[] =>
  [value].flat().filter((entry): entry is string => typeof entry === 'string');

/** The address of the form may contain anything. */
export function asReviewFormData(formData: unknown): ReviewFormData {
  const { changeSetArn, allowDataLoss, skipResources, pending } = isValues(
    formData,
  )
    ? formData
    : {};
  return {
    ...(typeof changeSetArn === 'string' && { changeSetArn }),
    allowDataLoss: listIn(allowDataLoss),
    skipResources: listIn(skipResources),
    pending: listIn(pending)[0] as ReviewFormData['pending'],
  };
}

export const lossesOf = (
  review: EnvironmentReview | undefined,
): ResourceChange[] =>
  review?.state === 'ready'
    ? review.changes.filter(({ losesData }) => losesData)
    : [];

/** What the form holds of a review: consents only to what the review shows. */
export function reviewFormDataOf(
  review: EnvironmentReview | undefined,
  formData: unknown,
): ReviewFormData {
  const before = asReviewFormData(formData);
  const { allowDataLoss = [], skipResources = [] } = before;
  const among = (chosen: string[], offered: string[]) => {
    const kept = offered.filter(id => chosen.includes(id));
    return kept.length > 0 ? kept : undefined;
  };
  switch (review?.state) {
    case 'ready': {
      const losses = lossesOf(review).map(({ logicalId }) => logicalId);
      // A consent is to what one change set loses.
      const accepted =
        before.changeSetArn === review.changeSetArn
          ? among(allowDataLoss, losses)
          : undefined;
      return {
        changeSetArn: review.changeSetArn,
        ...(accepted && { allowDataLoss: accepted }),
        ...((accepted?.length ?? 0) < losses.length && {
          pending: 'unconfirmed',
        }),
      };
    }
    case 'recovery': {
      const skipped = among(skipResources, review.recovery.blockedBy);
      return skipped ? { skipResources: skipped } : {};
    }
    case 'unchanged':
      return {};
    case 'refused':
      return { pending: 'refused' };
    default:
      return { pending: 'unread' };
  }
}
