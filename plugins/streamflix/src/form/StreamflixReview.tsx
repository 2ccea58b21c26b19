import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { Alert, Button, Skeleton } from '@backstage/ui';
import { useMemo, useState } from 'react';
import { messageOf } from '../api/messageOf';
import { streamflixTranslationRef } from '../translation';
import { asForm } from './FormDefaults';
import { FieldProblems } from './FieldProblems';
import styles from './Form.module.css';
import { RecoverySteps } from './RecoverySteps';
import { ReviewedChanges } from './ReviewedChanges';
import { ReviewConsents } from './ReviewConsents';
import { ReviewFacts } from './ReviewFacts';
import {
  lossesOf,
  reviewFormDataOf,
  type ReviewFormData,
} from './ReviewFormData';
import { useDerivedFormData } from './useDerivedFormData';
import { useFormDefaults } from './useFormDefaults';
import { useReview, type ReviewReading } from './useReview';

/** The request that a form makes; undefined until the environment and its target are known. */
function useReviewOf(whole: unknown) {
  const { defaults, target, isChange } = useFormDefaults(whole);
  const request = useMemo(() => {
    const { suffix, size, advanced, secrets, ...others } = asForm(whole);
    const running = defaults?.running;
    const name = running?.suffix ?? suffix;
    if (!defaults || !target || !name) return undefined;
    const sections = { size, advanced, secrets };
    return {
      operation: isChange ? ('change' as const) : ('create' as const),
      target,
      suffix: name,
      values: isChange ? sections : { ...others, ...sections },
    };
  }, [whole, defaults, target, isChange]);
  return { reading: useReview(request), running: defaults?.running, target };
}

/**
 * The reading, outdated from when the user was refused to continue until it is read again: the page itself does not look again.
 *
 * @param isRefused - the attempt to continue found that the change set has gone
 */
function useOutdated(
  reading: ReviewReading,
  isRefused: boolean,
): ReviewReading {
  const [outdated, setOutdated] = useState<string>();
  const { review } = reading;
  const shown = review?.state === 'ready' ? review.changeSetArn : undefined;
  if (isRefused && shown !== outdated) setOutdated(shown);
  return shown !== undefined && shown === outdated
    ? { ...reading, review: { state: 'outdated' } }
    : reading;
}

/** Shown instead of the changes: progress, or why there are none. */
function ReviewState({ reading }: { reading: ReviewReading }) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { review, error, isReading, retry } = reading;
  const again = (
    <Button
      size="small"
      variant="secondary"
      isPending={isReading && !error}
      onPress={retry}
    >
      {t('review.again')}
    </Button>
  );
  if (error) {
    return (
      <Alert
        role="alert"
        status="danger"
        icon
        title={t('review.failed')}
        description={messageOf(error, t)}
        customActions={again}
      />
    );
  }
  switch (review?.state) {
    case 'refused':
      return (
        <Alert
          role="alert"
          status="danger"
          icon
          title={t('review.refused')}
          description={
            <ul className={styles.list}>
              {review.problems.map(({ message }) => (
                <li key={message}>{message}</li>
              ))}
            </ul>
          }
          customActions={again}
        />
      );
    case 'outdated':
      return (
        <Alert
          role="alert"
          status="warning"
          icon
          title={t('review.outdated')}
          customActions={again}
        />
      );
    case 'unchanged':
      return <Alert status="info" icon title={t('review.unchanged')} />;
    case 'ready':
    case 'recovery':
      return null;
    default:
      return (
        <div className={styles.field}>
          <p className={styles.hint}>
            {t(review ? 'review.creating' : 'review.starting')}
          </p>
          <Skeleton width="60%" height={20} />
          <Skeleton width="100%" height={64} />
        </div>
      );
  }
}

function ReviewWarnings({ warnings }: { warnings: readonly string[] }) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  if (warnings.length === 0) return null;
  return (
    <Alert
      status="warning"
      icon
      title={t('review.warnings')}
      description={
        <ul className={styles.list}>
          {warnings.map(warning => (
            <li key={warning}>{warning}</li>
          ))}
        </ul>
      }
    />
  );
}

/**
 * What a deployment of the form would do, as a change set that the action then executes. It is created when the page is shown,
 * and again when the form has changed.
 */
export function StreamflixReview(
  props: FieldExtensionComponentProps<ReviewFormData>,
) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { schema, formData, formContext, onChange, disabled, readonly } = props;
  const { rawErrors = [] } = props;
  const {
    reading: latest,
    running,
    target,
  } = useReviewOf(formContext?.formData);
  const reading = useOutdated(latest, rawErrors.includes(t('review.outdated')));
  const { review, error, warnings } = reading;
  const derived = reviewFormDataOf(error ? undefined : review, formData);
  const isCurrent = JSON.stringify(derived) === JSON.stringify(formData ?? {});
  useDerivedFormData(derived, isCurrent, onChange);

  const isShown =
    !error && (review?.state === 'ready' || review?.state === 'recovery');
  return (
    <section className={styles.field} aria-label={schema.title}>
      <h3 className={styles.title}>{schema.title}</h3>
      <div aria-live="polite">
        <ReviewState reading={reading} />
        {isShown && review.state === 'ready' && (
          <p className={styles.hint}>{t('review.ready')}</p>
        )}
      </div>
      {isShown && (
        <>
          {review.state === 'recovery' && (
            <RecoverySteps
              review={review}
              formData={derived}
              isDisabled={disabled || readonly}
              onChange={onChange}
            />
          )}
          <ReviewFacts review={review} running={running} target={target} />
          <ReviewWarnings warnings={warnings} />
          <ReviewConsents
            review={review}
            formData={derived}
            problem={rawErrors.join(' ')}
            isDisabled={disabled || readonly}
            onChange={onChange}
          />
          <ReviewedChanges changes={review.changes} />
        </>
      )}
      {lossesOf(review).length === 0 && (
        <FieldProblems
          messages={rawErrors.filter(each => each !== t('review.outdated'))}
        />
      )}
    </section>
  );
}
