/** The values of one query over time. */
export interface Series {
  /** Seconds between two values if none is missing. */
  readonly period: number;
  /** By milliseconds since 1970, oldest first. */
  readonly points: ReadonlyMap<number, number>;
}

/** Applies a function to every value. */
export function mapSeries(
  { period, points }: Series,
  change: (value: number, time: number) => number,
): Series {
  return {
    period,
    points: new Map(
      [...points].map(([time, value]) => [time, change(value, time)]),
    ),
  };
}

/** One value for each time at which any of the series has one, computed from the series that do. */
export function mergeSeries(
  all: readonly Series[],
  merge: (values: readonly number[]) => number,
): Series {
  const times = [...new Set(all.flatMap(({ points }) => [...points.keys()]))];
  return {
    period: Math.max(...all.map(({ period }) => period)),
    points: new Map(
      times
        .sort((a, b) => a - b)
        .map(time => [
          time,
          merge(
            all
              .map(({ points }) => points.get(time))
              .filter(value => value !== undefined),
          ),
        ]),
    ),
  };
}

/** One value for each time at which both series have one. */
export function zipSeries(
  left: Series,
  right: Series,
  combine: (left: number, right: number) => number,
): Series {
  const points = new Map<number, number>();
  for (const [time, value] of left.points) {
    const other = right.points.get(time);
    if (other !== undefined) points.set(time, combine(value, other));
  }
  return { period: left.period, points };
}
