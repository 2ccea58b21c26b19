import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { MetricValue } from '@streamflix/backstage-plugin-streamflix-common';
import { streamflixTranslationRef } from '../translation';
import { formatValue } from './formatValue';
import styles from './MetricList.module.css';

/**
 * The key metrics; one without a value shows that instead of a zero.
 *
 * @param props.quiet - they describe what something is, not its health
 */
export function MetricList(props: {
  metrics: readonly MetricValue[];
  quiet?: boolean;
}) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { metrics, quiet } = props;
  if (metrics.length === 0) return null;
  return (
    <dl className={styles.metrics}>
      {metrics.map(({ label, value, unit }) => (
        <div key={label} className={styles.metric}>
          <dt className={styles.label}>{label}</dt>
          {value === undefined ? (
            <dd className={`${styles.value} ${styles.none}`}>
              {t('metric.none')}
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
