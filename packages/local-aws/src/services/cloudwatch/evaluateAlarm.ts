import { type Fields, numberOf, stringOf } from '../../values';
import type { Resource } from '../../World';
import type { MetricCatalog } from './MetricCatalog';
import { dimensionsOf } from './requests';
import { datapoints, statisticOf } from './statistics';

export interface AlarmState {
  readonly value: 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';
  readonly reason: string;
}

const breaches: Readonly<
  Record<string, (value: number, threshold: number) => boolean>
> = {
  GreaterThanThreshold: (value, threshold) => value > threshold,
  GreaterThanOrEqualToThreshold: (value, threshold) => value >= threshold,
  LessThanThreshold: (value, threshold) => value < threshold,
  LessThanOrEqualToThreshold: (value, threshold) => value <= threshold,
};

/**
 * State of an alarm on one metric, from its last periods. Alarms on metric math and anomaly bands have no data here.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html
 */
export function evaluateAlarm(
  { properties }: Resource,
  catalog: MetricCatalog,
  now: Date,
): AlarmState {
  const operator = breaches[stringOf(properties.ComparisonOperator) ?? ''];
  const threshold = numberOf(properties.Threshold);
  const name = stringOf(properties.MetricName);
  if (!operator || threshold === undefined || !name) {
    return {
      value: 'INSUFFICIENT_DATA',
      reason: 'Local AWS evaluates alarms on a single metric with a threshold.',
    };
  }
  const values = latestValues(properties, catalog, now);
  const breaching = values.filter(value =>
    value === undefined
      ? properties.TreatMissingData === 'breaching'
      : operator(value, threshold),
  ).length;
  const known = values.filter(value => value !== undefined);
  const isDataMissed =
    known.length === 0 &&
    !['breaching', 'notBreaching', 'ignore'].includes(
      stringOf(properties.TreatMissingData) ?? 'missing',
    );
  if (isDataMissed) {
    return {
      value: 'INSUFFICIENT_DATA',
      reason: `Insufficient Data: ${values.length} datapoints were unknown.`,
    };
  }
  const needed = numberOf(properties.DatapointsToAlarm) ?? values.length;
  const comparison = `${known.length} datapoints [${known.join(
    ', ',
  )}] were compared with the threshold (${threshold}); ${breaching} breached it, ${needed} are needed for an alarm.`;
  return {
    value: breaching >= needed ? 'ALARM' : 'OK',
    reason: `Threshold ${
      breaching >= needed ? '' : 'not '
    }crossed: ${comparison}`,
  };
}

/** Values of the last whole periods, oldest first; undefined where there is none. */
function latestValues(
  properties: Fields,
  catalog: MetricCatalog,
  now: Date,
): (number | undefined)[] {
  const metric = catalog.find(
    stringOf(properties.Namespace) ?? '',
    stringOf(properties.MetricName) ?? '',
    dimensionsOf(properties),
  );
  const period = numberOf(properties.Period) ?? 300;
  const count = numberOf(properties.EvaluationPeriods) ?? 1;
  const statistic =
    stringOf(properties.ExtendedStatistic) ??
    stringOf(properties.Statistic) ??
    'Average';
  const width = period * 1000;
  const end = Math.floor(now.getTime() / width) * width;
  return Array.from({ length: count }, (_, index) => {
    const from = new Date(end - (count - index) * width);
    const to = new Date(from.getTime() + width);
    const [point] = metric ? datapoints(metric, from, to, period, now) : [];
    return point && statisticOf(point.total, statistic);
  });
}
