import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { ReactNode } from 'react';
import { streamflixTranslationRef } from '../translation';
import styles from './Form.module.css';

/** What will be done, in order, where no change set shows it. */
export function ReviewSteps(props: {
  steps: readonly string[];
  /** Whether they need a title, because no section that they are in has it. */
  isTitled?: boolean;
  /** What the user can choose. */
  children?: ReactNode;
}) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { steps, isTitled, children } = props;
  const title = t('review.steps');
  return (
    <section className={styles.rows} aria-label={title}>
      {isTitled && <h3 className={styles.title}>{title}</h3>}
      <ol className={styles.list}>
        {steps.map(step => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      {children}
    </section>
  );
}
