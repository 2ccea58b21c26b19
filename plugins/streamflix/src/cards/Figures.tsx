import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { MetricValue } from '@streamflix/backstage-plugin-streamflix-common';
import { streamflixTranslationRef } from '../translation';
import { formatValue } from './formatValue';
import styles from './Figures.module.css';

/**
 * The key metrics; one without a value shows that instead of a zero.
 *
 * @param props.quiet - they describe what something is, not its health
 */
export function Figures(props: {
  figures: readonly MetricValue[];
  quiet?: boolean;
}) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { figures, quiet } = props;
  if (figures.length === 0) return null;
  return (
    <dl className={styles.figures}>
      {figures.map(({ label, value, unit }) => (
        <div key={label} className={styles.figure}>
          <dt className={styles.label}>{label}</dt>
          {value === undefined ? (
            <dd className={`${styles.value} ${styles.none}`}>
              {t('figure.none')}
            </dd>
          ) : (
            <dd className={`${styles.value} ${quiet ? styles.quiet : ''}`}>
              {formatValue(value, unit)}
            </dd>
          )}
        </div>
      ))}
    </dl>
  );
}
