import { AwsError } from '../../protocols/Service';
import {
  type Fields,
  fieldsOf,
  listOf,
  numberOf,
  stringOf,
} from '../../world/values';
import type { Resource } from '../../world/World';
import { evaluateQueries, longestPeriod } from './evaluateQueries';
import type { MetricCatalog } from './MetricCatalog';

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
 * The state of an alarm, from the last complete periods of its metrics. Anomaly detection bands are not imitated.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html
 */
export function evaluateAlarm(
  { properties }: Resource,
  catalog: MetricCatalog,
  now: Date,
): AlarmState {
  const breachesThreshold =
    breaches[stringOf(properties.ComparisonOperator) ?? ''];
  const threshold = numberOf(properties.Threshold);
  if (!breachesThreshold || threshold === undefined) {
    return insufficient('Local AWS evaluates alarms with a fixed threshold.');
  }
  try {
    const values = latestValues(properties, catalog, now);
    return stateFor(properties, values, value =>
      breachesThreshold(value, threshold),
    );
  } catch (error) {
    if (error instanceof AwsError) return insufficient(error.message);
    throw error;
  }
}

function stateFor(
  properties: Fields,
  values: readonly (number | undefined)[],
  breachesThreshold: (value: number) => boolean,
): AlarmState {
  const treatment = stringOf(properties.TreatMissingData) ?? 'missing';
  const known = values.filter(value => value !== undefined);
  if (known.length === 0 && treatment === 'missing') {
    return insufficient(`${values.length} datapoints were unknown.`);
  }
  const breaching = values.filter(value =>
    value === undefined ? treatment === 'breaching' : breachesThreshold(value),
  ).length;
  const needed = numberOf(properties.DatapointsToAlarm) ?? values.length;
  const isAlarm = breaching >= needed;
  return {
    value: isAlarm ? 'ALARM' : 'OK',
    reason: `Threshold ${isAlarm ? '' : 'not '}crossed: of ${
      values.length
    } datapoints [${known.join(', ')}] ${breaching} breached the threshold (${
      properties.Threshold
    }); ${needed} are needed for an alarm.`,
  };
}

/** Values of the last complete periods, oldest first; undefined if a period has none. */
function latestValues(
  properties: Fields,
  catalog: MetricCatalog,
  now: Date,
): (number | undefined)[] {
  const queries = queriesOf(properties);
  const width = longestPeriod(queries) * 1000;
  const count = numberOf(properties.EvaluationPeriods) ?? 1;
  const end = Math.floor(now.getTime() / width) * width;
  const start = end - count * width;
  const [result] = evaluateQueries(queries, {
    start: new Date(start),
    end: new Date(end),
    catalog,
    now,
  });
  return Array.from({ length: count }, (_, index) =>
    result?.points.get(start + index * width),
  );
}

/** An alarm on one metric defines its query in its own properties. */
function queriesOf(properties: Fields): Fields[] {
  const { Metrics, Namespace, MetricName, Dimensions, Period } = properties;
  if (Metrics) return listOf(Metrics).map(fieldsOf);
  return [
    {
      Id: 'own',
      MetricStat: {
        Metric: { Namespace, MetricName, Dimensions },
        Period,
        Stat: properties.ExtendedStatistic ?? properties.Statistic ?? 'Average',
      },
    },
  ];
}

function insufficient(why: string): AlarmState {
  return { value: 'INSUFFICIENT_DATA', reason: `Insufficient Data: ${why}` };
}
