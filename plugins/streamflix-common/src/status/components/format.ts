import type { MetricValue, Plot } from '../EnvironmentStatus';
import { latest, readable } from '../series';
import { toSentence } from '../toSentence';
import type { Reading } from '../../stack/Reading';
import type { MetricSeries, Metrics } from '../StackSnapshot';

/** Formats a metric value; `pick` selects it from the series, by default the newest. */
export function metricValue<Name extends string>(
  label: string,
  metrics: Reading<Metrics<Name>>,
  name: Name,
  pick: (series: MetricSeries) => number | undefined = latest,
): MetricValue {
  if (!metrics.ok) return { label };
  const series = metrics.value[name];
  const value = pick(series);
  return {
    label,
    value: value === undefined ? undefined : readable(value, series.unit),
    unit: series.unit,
  };
}

/** The plot of a metric; none when it was not read. */
export const metricPlot = <Name extends string>(
  label: string,
  metrics: Reading<Metrics<Name>>,
  name: Name,
  limit?: Plot['limit'],
): Plot[] =>
  metrics.ok
    ? [{ label, ...metrics.value[name], ...(limit && { limit }) }]
    : [];

/** `1 task`, `2 tasks`. */
export const count = (n: number, one: string, many = `${one}s`) =>
  `${n} ${n === 1 ? one : many}`;

/** Formats `storage-full` as `Storage full`. */
export const toLabel = (word: string) =>
  toSentence(word.toLowerCase().replace(/[-_]/g, ' '));
