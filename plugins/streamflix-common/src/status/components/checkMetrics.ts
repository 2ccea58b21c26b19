import { unreadFinding, type Finding } from '../health';
import { latest, readable, sustained } from '../series';
import type { Reading } from '../../stack/Reading';
import type { Metrics } from '../StackSnapshot';

/** Upper limit of a metric. The limits match the platform's alarms. */
export interface Limit<Name extends string> {
  metric: Name;
  above: number;
  /** Consecutive periods of five minutes; default 2. */
  periods?: number;
  /** Formats the message; `value` is the newest one, formatted for display. */
  describe(subject: string, value: number): string;
}

/**
 * Checks a component's metrics. A metric without data causes no finding: a new resource has none yet. If the metrics could not be
 * read, the component is unknown.
 */
export function checkMetrics<Name extends string>(
  subject: string,
  metrics: Reading<Metrics<Name>>,
  limits: readonly Limit<Name>[],
): Finding[] {
  if (!metrics.ok) {
    return [
      unreadFinding({
        what: `metrics of ${subject}`,
        reason: metrics.reason,
      }),
    ];
  }
  return limits
    .filter(({ metric, above, periods = 2 }) =>
      sustained(metrics.value[metric], metrics.readAt, above, periods),
    )
    .map(({ metric, describe }) => {
      const series = metrics.value[metric];
      return {
        health: 'degraded',
        reason: describe(subject, readable(latest(series) ?? 0, series.unit)),
      };
    });
}
