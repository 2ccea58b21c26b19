import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { streamflixApiRef } from '../api';
import { messageOf } from '../api/messageOf';
import { asForm } from './FormDefaults';
import { readStackOf } from './readStackOf';
import { requireApi } from './requireApi';
import {
  asReviewFormData,
  lossesOf,
  type ReviewFormData,
} from './ReviewFormData';
import { targetOf } from './targetOf';
import { translationOf } from './translationOf';

/** The user has seen what will be done, accepts each loss of data, and the change set can still be executed. */
export const validateReview: CustomFieldValidator<ReviewFormData> = async (
  value,
  field,
  { apiHolder, formData },
) => {
  const t = translationOf(apiHolder);
  const { pending, changeSetArn, allowDataLoss = [] } = asReviewFormData(value);
  if (pending === 'unread' || pending === 'refused') {
    field.addError(t(`review.pending.${pending}`));
    return;
  }
  if (!changeSetArn) return;
  const form = asForm(formData);
  try {
    const stack = await readStackOf(apiHolder, formData);
    const target = stack?.ref ?? targetOf(form);
    const suffix = stack?.ref.suffix ?? form.suffix;
    if (!target || !suffix) return;
    const review = await requireApi(apiHolder, streamflixApiRef).readReview(
      target,
      suffix,
      changeSetArn,
    );
    if (review.state !== 'ready') {
      field.addError(t('review.outdated'));
      return;
    }
    const unconfirmed = lossesOf(review)
      .map(({ logicalId }) => logicalId)
      .filter(id => !allowDataLoss.includes(id));
    for (const logicalId of unconfirmed) {
      field.addError(t('review.unconfirmed', { logicalId }));
    }
  } catch (error) {
    field.addError(t('review.unchecked', { reason: messageOf(error, t) }));
  }
};
