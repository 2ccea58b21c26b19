import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { ReactNode } from 'react';
import { streamflixTranslationRef } from '../translation';
import styles from './Form.module.css';

/** What will be done, in order, where no change set shows it. */
export function ReviewSteps(props: {
  steps: readonly string[];
  /** Its heading's level, below that of the section it is in. */
  level?: 3 | 4;
  /** What the user can choose. */
  children?: ReactNode;
}) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { steps, level = 4, children } = props;
  const title = t('review.steps');
  return (
    <section className={styles.rows} aria-label={title}>
      {level === 3 ? (
        <h3 className={styles.title}>{title}</h3>
      ) : (
        <h4 className={styles.legend}>{title}</h4>
      )}
      <ol className={styles.list}>
        {steps.map(step => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      {children}
    </section>
  );
}
