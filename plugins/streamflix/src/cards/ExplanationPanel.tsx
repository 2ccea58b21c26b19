import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Explanation } from '@streamflix/backstage-plugin-streamflix-common';
import { useId, type ReactNode } from 'react';
import { streamflixTranslationRef } from '../translation';
import styles from './ExplanationPanel.module.css';

/** Why an operation failed: the first failed resource, AWS's message, the cause and the resolution. */
export function ExplanationPanel(props: {
  explanation: Explanation;
  /** What else helps to find the cause. */
  children?: ReactNode;
}) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { resource, awsMessage, cause, resolution } = props.explanation;
  const titleId = useId();
  return (
    <section className={styles.panel} aria-labelledby={titleId}>
      <h3 id={titleId} className={styles.title}>
        {t('explanation.title')}
      </h3>
      <dl className={styles.facts}>
        {resource && (
          <>
            <dt>{t('explanation.failedResource')}</dt>
            <dd>
              {resource.logicalId} ({resource.type})
            </dd>
          </>
        )}
        <dt>{t('explanation.awsMessage')}</dt>
        <dd>
          <q className={styles.quote}>{awsMessage}</q>
        </dd>
        <dt>{t('explanation.cause')}</dt>
        <dd>{cause}</dd>
        <dt>{t('explanation.resolution')}</dt>
        <dd>{resolution}</dd>
      </dl>
      {props.children}
    </section>
  );
}
