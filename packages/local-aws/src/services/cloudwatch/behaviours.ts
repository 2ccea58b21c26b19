import { level } from './level';
import type { Behaviour } from './Metric';

/** A quantity that is read off once a minute and moves between two values, such as CPU use. */
export function gauge(unit: string, low: number, high: number): Behaviour {
  return {
    unit,
    at(seed, minute) {
      const value = low + (high - low) * level(seed, minute);
      // Within a minute it moves too: a tenth of its range up and down, never out of it.
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

/** A quantity read off in whole numbers, such as connections. */
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

/** Things that happen so many times a minute and count 1 each, such as requests. */
export function events(low: number, high: number): Behaviour {
  return {
    unit: 'Count',
    at(seed, minute) {
      const count = Math.round(low + (high - low) * level(seed, minute));
      return { sum: count, sampleCount: count, minimum: 1, maximum: 1 };
    },
  };
}

/** An amount that a minute adds up to, such as bytes written. */
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
 * What share of some events is bad: each event is a sample of 0 or 1, so the average is the share and the sum the number.
 *
 * @param of the events
 * @param share of them in an ordinary minute, from 0 to 1
 */
export function share(of: Behaviour, ordinary: number): Behaviour {
  return {
    unit: 'Count',
    at(seed, minute) {
      const { sampleCount } = of.at(seed, minute);
      // Trouble comes in swells; in a quiet minute there is none.
      const trouble = Math.max(0, level(~seed, minute) - 0.5) * 4;
      const sum = Math.round(sampleCount * ordinary * trouble);
      return { sum, sampleCount, minimum: 0, maximum: sum > 0 ? 1 : 0 };
    },
  };
}

/** Always the same. */
export function constant(unit: string, value: number): Behaviour {
  const minute = { sum: value, sampleCount: 1, minimum: value, maximum: value };
  return { unit, at: () => minute };
}

/** How long each of some events took, in the given unit. */
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
