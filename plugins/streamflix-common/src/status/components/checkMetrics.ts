import type { Finding } from '../health';
import { latest, readable, sustained } from '../series';
import type { Metrics, Reading } from '../StackSnapshot';

/** A metric that should not stay above a limit. The limits are those of the platform's alarms. */
export interface Limit<Name extends string> {
  metric: Name;
  above: number;
  /** Of five minutes, on end; 2 when missing. */
  periods?: number;
  /** The sentence; `value` is the newest one, ready to show. */
  says(subject: string, value: number): string;
}

/**
 * Judges a component's metrics. A metric AWS has no data for is no finding: what was just made has none yet. Metrics that
 * could not be read leave the component unknown.
 */
export function checkMetrics<Name extends string>(
  subject: string,
  metrics: Reading<Metrics<Name>>,
  limits: readonly Limit<Name>[],
): Finding[] {
  if (!metrics.ok) {
    return [
      {
        health: 'unknown',
        reason: `Metrics of ${subject} could not be read: ${metrics.reason}`,
      },
    ];
  }
  return limits
    .filter(({ metric, above, periods = 2 }) =>
      sustained(metrics.value[metric], metrics.readAt, above, periods),
    )
    .map(({ metric, says }) => {
      const series = metrics.value[metric];
      return {
        health: 'degraded',
        reason: says(subject, readable(latest(series) ?? 0, series.unit)),
      };
    });
}
