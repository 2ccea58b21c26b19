import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Checkbox, CheckboxGroup } from '@backstage/ui';
import {
  stackStatus,
  type EnvironmentReview,
} from '@streamflix/backstage-plugin-streamflix-common';
import { streamflixTranslationRef } from '../translation';
import type { ReviewFormData } from './ReviewFormData';
import { ReviewSteps } from './ReviewSteps';

/** What is done, in order, where an earlier failure must be recovered before there can be a change set. */
export function RecoverySteps(props: {
  review: Extract<EnvironmentReview, { state: 'recovery' }>;
  formData: ReviewFormData;
  isDisabled?: boolean;
  onChange(formData: ReviewFormData): void;
}) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { review, formData, isDisabled, onChange } = props;
  const { how, blockedBy, stackStatus: status } = review.recovery;
  const { label: state } = stackStatus(status);
  const steps =
    how === 'clear'
      ? [
          t('review.clear', { state }),
          t('review.create', { number: String(review.changes.length) }),
        ]
      : [
          t('review.continue', { state }),
          t('review.planThen'),
          t('review.executeThen'),
        ];
  return (
    <ReviewSteps steps={steps}>
      {blockedBy.length > 0 && (
        <CheckboxGroup
          label={t('review.skip')}
          description={t('review.skipHint')}
          isDisabled={isDisabled}
          value={formData.skipResources ?? []}
          onChange={skipResources => onChange({ ...formData, skipResources })}
        >
          {blockedBy.map(logicalId => (
            <Checkbox key={logicalId} value={logicalId}>
              {logicalId}
            </Checkbox>
          ))}
        </CheckboxGroup>
      )}
    </ReviewSteps>
  );
}
