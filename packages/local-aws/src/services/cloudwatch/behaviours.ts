import { level } from './level';
import type { Behaviour } from './Metric';

/** A value measured once a minute that varies between two limits, such as CPU use. */
export function gauge(unit: string, low: number, high: number): Behaviour {
  return {
    unit,
    at(seed, minute) {
      const value = low + (high - low) * level(seed, minute);
      // Within a minute it also varies, by a tenth of its range, and never exceeds its limits.
      const swing = (high - low) / 10;
      return {
        sum: value,
        sampleCount: 1,
        minimum: Math.max(low, value - swing),
        maximum: Math.min(high, value + swing),
      };
    },
  };
}

/** A measured whole number, such as connections. */
export function wholeGauge(low: number, high: number): Behaviour {
  const exact = gauge('Count', low, high);
  return {
    unit: 'Count',
    at(seed, minute) {
      const { sum, minimum, maximum } = exact.at(seed, minute);
      return {
        sum: Math.round(sum),
        sampleCount: 1,
        minimum: Math.round(minimum),
        maximum: Math.round(maximum),
      };
    },
  };
}

/** Events per minute that count 1 each, such as requests. */
export function events(low: number, high: number): Behaviour {
  return {
    unit: 'Count',
    at(seed, minute) {
      const count = Math.round(low + (high - low) * level(seed, minute));
      return { sum: count, sampleCount: count, minimum: 1, maximum: 1 };
    },
  };
}

/** An amount summed over a minute, such as bytes written. */
export function amount(unit: string, low: number, high: number): Behaviour {
  const perMinute = gauge(unit, low, high);
  return {
    unit,
    at(seed, minute) {
      const sum = Math.round(perMinute.at(seed, minute).sum);
      return { sum, sampleCount: 1, minimum: sum, maximum: sum };
    },
  };
}

/**
 * The share of failed events: each event is a sample of 0 or 1, so the average is the share and the sum the number.
 *
 * @param of the events
 * @param share of failed ones in an ordinary minute, from 0 to 1
 */
export function share(of: Behaviour, ordinary: number): Behaviour {
  return {
    unit: 'Count',
    at(seed, minute) {
      const { sampleCount } = of.at(seed, minute);
      // Failures come in waves; in a quiet minute there are none.
      const failureRate = Math.max(0, level(~seed, minute) - 0.5) * 4;
      const sum = Math.round(sampleCount * ordinary * failureRate);
      return { sum, sampleCount, minimum: 0, maximum: sum > 0 ? 1 : 0 };
    },
  };
}

export function constant(unit: string, value: number): Behaviour {
  const minute = { sum: value, sampleCount: 1, minimum: value, maximum: value };
  return { unit, at: () => minute };
}

/** The duration of each of some events, in the given unit. */
export function duration(
  of: Behaviour,
  unit: string,
  low: number,
  high: number,
): Behaviour {
  const typical = gauge(unit, low, high);
  return {
    unit,
    at(seed, minute) {
      const { sampleCount } = of.at(seed, minute);
      const { sum: average } = typical.at(~seed, minute);
      return {
        sum: average * sampleCount,
        sampleCount,
        minimum: low / 2,
        maximum: average * 4,
      };
    },
  };
}
