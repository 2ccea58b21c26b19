import { type Fields, stringOf, stringsOf } from '../../world/values';
import { requireString } from '../requireString';
import type { MetricCatalog } from './MetricCatalog';
import { dimensionsOf, invalid, periodOf, timeRange } from './requests';
import { datapoints, statisticOf } from './statistics';

const MOST_DATAPOINTS = 1_440;

export function getMetricStatistics(
  input: Fields,
  catalog: MetricCatalog,
  now: Date,
): Fields {
  const namespace = requireString(input, 'Namespace', 'MissingParameter');
  const name = requireString(input, 'MetricName', 'MissingParameter');
  const statistics = stringsOf(input.Statistics);
  const extended = stringsOf(input.ExtendedStatistics);
  if (!statistics.length && !extended.length) {
    throw invalid(
      'Must specify either Statistics or ExtendedStatistics',
      'MissingParameter',
    );
  }
  const { start, end } = timeRange(input);
  const period = periodOf(input);
  const requested = (end.getTime() - start.getTime()) / 1000 / period;
  if (requested > MOST_DATAPOINTS) {
    throw invalid(
      `You have requested up to ${Math.ceil(
        requested,
      )} datapoints, which exceeds the limit of ${MOST_DATAPOINTS}. You may reduce the datapoints requested by increasing Period, or decreasing the time range.`,
      'InvalidParameterCombination',
    );
  }
  const metric = catalog.find(namespace, name, dimensionsOf(input));
  const hasUnit =
    metric && (stringOf(input.Unit) ?? metric.unit) === metric.unit;
  const points = hasUnit ? datapoints(metric, start, end, period, now) : [];
  return {
    Label: name,
    Datapoints: points.map(({ timestamp, total }) => ({
      Timestamp: timestamp,
      Unit: metric?.unit,
      ...Object.fromEntries(
        statistics.map(each => [each, statisticOf(total, each)]),
      ),
      ExtendedStatistics: extended.length
        ? Object.fromEntries(
            extended.map(each => [each, statisticOf(total, each)]),
          )
        : undefined,
    })),
  };
}
