import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { MetricValue } from '@streamflix/backstage-plugin-streamflix-common';
import { streamflixTranslationRef } from '../translation';
import { formatValue } from './formatValue';
import styles from './MetricList.module.css';

type Limits = NonNullable<MetricValue['limits']>;

/** The configured limits, and how much of the maximum is used. */
function Range(props: { value: number; limits: Limits }) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { value, limits } = props;
  const { min, max } = limits;
  const isAtLimit = value >= max && max > min;
  return (
    <>
      <span className={styles.limits}>
        {t(isAtLimit ? 'metric.atLimit' : 'metric.limits', {
          min: formatValue(min),
          max: formatValue(max),
        })}
      </span>
      <span aria-hidden className={styles.meter} data-at-limit={isAtLimit}>
        <span
          className={styles.used}
          style={{ width: `${Math.min(100, (100 * value) / max)}%` }}
        />
      </span>
    </>
  );
}

function Value(props: { metric: MetricValue; quiet?: boolean }) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { metric, quiet } = props;
  const { value, unit, limits } = metric;
  if (value === undefined) {
    return (
      <dd className={`${styles.value} ${styles.none}`}>{t('metric.none')}</dd>
    );
  }
  return (
    <dd className={`${styles.value} ${quiet ? styles.quiet : ''}`}>
      {formatValue(value, unit)}
      {limits && typeof value === 'number' && (
        <Range value={value} limits={limits} />
      )}
    </dd>
  );
}

/**
 * The key metrics; one without a value shows that instead of a zero.
 *
 * @param props.quiet - they describe what something is, not its health
 */
export function MetricList(props: {
  metrics: readonly MetricValue[];
  quiet?: boolean;
}) {
  const { metrics, quiet } = props;
  if (metrics.length === 0) return null;
  return (
    <dl className={styles.metrics}>
      {metrics.map(metric => (
        <div key={metric.label} className={styles.metric}>
          <dt className={styles.label}>{metric.label}</dt>
          <Value metric={metric} quiet={quiet} />
        </div>
      ))}
    </dl>
  );
}
