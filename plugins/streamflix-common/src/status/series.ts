import type { MetricSeries } from './StackSnapshot';

/** Older points do not describe the current state, in milliseconds. CloudWatch is up to two periods late. */
const recentMs = 15 * 60_000;

const round = (value: number, decimals: number) =>
  Math.round(value * 10 ** decimals) / 10 ** decimals;

/** Rounds for display: one decimal for percentages and capacity units, none for others. */
export const readable = (value: number, unit?: MetricSeries['unit']) =>
  round(value, unit === 'percent' || unit === 'acu' ? 1 : 0);

/** The newest value; undefined when AWS has no data. */
export const latest = (series: MetricSeries): number | undefined =>
  series.points.at(-1)?.value;

/** The sum over the hour; undefined when AWS has no data. */
export const total = (series: MetricSeries): number | undefined =>
  series.points.length === 0
    ? undefined
    : series.points.reduce((sum, { value }) => sum + value, 0);

/** The newest points, if there are enough and they are recent. */
export function recent(series: MetricSeries, readAt: string, periods: number) {
  const points = series.points.slice(-periods);
  const fresh = points.every(
    ({ at }) => Date.parse(readAt) - Date.parse(at) <= recentMs,
  );
  return points.length === periods && fresh ? points : [];
}

/** Whether it has been above the limit for that many consecutive periods, as the platform's alarms count. */
export function sustained(
  series: MetricSeries,
  readAt: string,
  limit: number,
  periods: number,
): boolean {
  const points = recent(series, readAt, periods);
  return points.length > 0 && points.every(({ value }) => value > limit);
}
