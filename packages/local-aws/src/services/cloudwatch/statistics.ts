import { AwsError } from '../../protocols/Service';
import type { Metric, Minute } from './Metric';

const MINUTE = 60;

export interface Datapoint {
  readonly timestamp: Date;
  readonly total: Minute;
}

/**
 * Samples of a metric, aggregated into periods.
 *
 * @param period seconds; at least a minute, the resolution of all metrics here
 * @param end exclusive; there is no data of the future
 * @returns oldest first; periods without data are missing
 */
export function datapoints(
  metric: Metric,
  start: Date,
  end: Date,
  period: number,
  now: Date,
): Datapoint[] {
  const width = Math.max(1, Math.floor(period / MINUTE));
  const first = minuteOf(start);
  const since = Math.ceil(metric.since.getTime() / 60_000);
  const until = Math.min(minuteOf(end, Math.ceil), minuteOf(now));
  const points: Datapoint[] = [];
  const skipped = Math.max(0, Math.floor((since - first) / width));
  for (let from = first + skipped * width; from < until; from += width) {
    let total: Minute | undefined;
    for (
      let minute = Math.max(from, since);
      minute < Math.min(from + width, until);
      minute++
    ) {
      total = add(total, metric.at(minute));
    }
    // Without requests there is no sample, hence no datapoint.
    if (total && total.sampleCount > 0) {
      points.push({ timestamp: new Date(from * 60_000), total });
    }
  }
  return points;
}

/** @throws AwsError when the statistic is not imitated */
export function statisticOf(total: Minute, statistic: string): number {
  const average = total.sum / total.sampleCount;
  switch (statistic) {
    case 'Average':
      return average;
    case 'Sum':
      return total.sum;
    case 'SampleCount':
      return total.sampleCount;
    case 'Minimum':
      return total.minimum;
    case 'Maximum':
      return total.maximum;
    default:
      return percentile(total, average, statistic);
  }
}

/** Percentiles are interpolated linearly between minimum, average and maximum. */
function percentile(
  { minimum, maximum }: Minute,
  average: number,
  statistic: string,
): number {
  const rank = Number(/^p(\d{1,2}(\.\d+)?|100)$/.exec(statistic)?.[1] ?? NaN);
  if (Number.isNaN(rank)) {
    throw new AwsError(
      'InvalidParameterValue',
      `The value ${statistic} for parameter Stat is not supported.`,
    );
  }
  // Interpolation would miss the average by a rounding error.
  if (rank === 50) return average;
  return rank < 50
    ? minimum + ((average - minimum) * rank) / 50
    : average + ((maximum - average) * (rank - 50)) / 50;
}

function add(total: Minute | undefined, next: Minute): Minute {
  if (!total) return next;
  return {
    sum: total.sum + next.sum,
    sampleCount: total.sampleCount + next.sampleCount,
    minimum: Math.min(total.minimum, next.minimum),
    maximum: Math.max(total.maximum, next.maximum),
  };
}

function minuteOf(date: Date, round = Math.floor): number {
  return round(date.getTime() / 60_000);
}
