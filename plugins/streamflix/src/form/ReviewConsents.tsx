import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Checkbox, CheckboxGroup } from '@backstage/ui';
import type { EnvironmentReview } from '@streamflix/backstage-plugin-streamflix-common';
import { streamflixTranslationRef } from '../translation';
import styles from './Form.module.css';
import { lossesOf, type ReviewFormData } from './ReviewFormData';

/** Each resource that loses its data, to be confirmed by name. Renders nothing where nothing is lost. */
export function ReviewConsents(props: {
  review: EnvironmentReview;
  formData: ReviewFormData;
  /** Message of the last attempt to continue. */
  problem?: string;
  isDisabled?: boolean;
  onChange(formData: ReviewFormData): void;
}) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { review, formData, problem, isDisabled, onChange } = props;
  const losses = lossesOf(review);
  if (losses.length === 0) return null;
  return (
    <div className={styles.rows}>
      <Alert status="danger" icon title={t('review.loses')} />
      <CheckboxGroup
        label={t('review.confirm')}
        isDisabled={isDisabled}
        validationBehavior="aria"
        validate={() => problem || undefined}
        value={formData.allowDataLoss ?? []}
        onChange={allowDataLoss => onChange({ ...formData, allowDataLoss })}
      >
        {losses.map(({ logicalId, type, action, replacement }) => (
          <Checkbox key={logicalId} value={logicalId}>
            <span className={styles.resource}>
              <span>
                {logicalId}{' '}
                <span className={styles.hint}>{type.replace('AWS::', '')}</span>
              </span>
              <span className={styles.hint}>
                {t(
                  `review.losses.${
                    replacement === 'possible' ? 'mayReplace' : action
                  }`,
                )}
              </span>
            </span>
          </Checkbox>
        ))}
      </CheckboxGroup>
    </div>
  );
}
