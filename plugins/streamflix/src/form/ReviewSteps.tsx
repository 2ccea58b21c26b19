import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Checkbox, CheckboxGroup } from '@backstage/ui';
import {
  stackStatus,
  type EnvironmentReview,
} from '@streamflix/backstage-plugin-streamflix-common';
import { streamflixTranslationRef } from '../translation';
import styles from './Form.module.css';
import type { ReviewFormData } from './ReviewFormData';

/** What is done, in order, where an earlier failure must be recovered before there can be a change set. */
export function ReviewSteps(props: {
  review: Extract<EnvironmentReview, { state: 'recovery' }>;
  formData: ReviewFormData;
  isDisabled?: boolean;
  onChange(formData: ReviewFormData): void;
}) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { review, formData, isDisabled, onChange } = props;
  const { how, blockedBy, stackStatus: status } = review.recovery;
  const { label } = stackStatus(status);
  return (
    <section className={styles.rows} aria-label={t('review.steps')}>
      <h4 className={styles.legend}>{t('review.steps')}</h4>
      <ol className={styles.list}>
        {how === 'clear' ? (
          <>
            <li>{t('review.clear', { state: label })}</li>
            <li>
              {t('review.create', { number: String(review.changes.length) })}
            </li>
          </>
        ) : (
          <>
            <li>{t('review.continue', { state: label })}</li>
            <li>{t('review.planThen')}</li>
            <li>{t('review.executeThen')}</li>
          </>
        )}
      </ol>
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
    </section>
  );
}
