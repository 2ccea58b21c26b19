import type { Plot } from '@streamflix/backstage-plugin-streamflix-common';

/** The drawing's own units; it is stretched to the width of the card. */
export const size = { width: 300, height: 64 };

/** CloudWatch returns one point every 5 minutes; a longer interval is a gap. */
const gap = 7.5 * 60_000;
const hour = 60 * 60_000;

interface PlotPoint {
  at: number;
  value: number;
  x: number;
  y: number;
}

/** What a plot draws: milliseconds since the epoch and values, with their places in the drawing. */
export interface PlotGeometry {
  /** Later than an hour ago for an environment that is younger. */
  from: number;
  to: number;
  top: number;
  points: PlotPoint[];
  /** SVG path, broken wherever a reading is missing. */
  path: string;
  /** Height of the limit. */
  limitY?: number;
  /** Operations in this time. */
  markers: { at: number; x: number }[];
}

/** A round number above the values: the top of the axis. */
function roundUp(value: number): number {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 5, 10].find(step => step * power >= value) ?? 10) * power;
}

/**
 * Places the values of a plot.
 *
 * @param times.readAt - end of the axis
 * @param times.createdAt - no earlier value is of this environment
 * @param times.changes - when operations started
 */
export function placePlot(
  { points, unit, limit }: Plot,
  times: { readAt: string; createdAt?: string; changes?: readonly string[] },
): PlotGeometry {
  const to = Date.parse(times.readAt);
  const from = Math.max(to - hour, Date.parse(times.createdAt ?? '') || 0);
  const known = points
    .map(({ at, value }) => ({ at: Date.parse(at), value }))
    .filter(({ at }) => at >= from);
  const highest = Math.max(...known.map(({ value }) => value));
  const top = unit === 'percent' ? Math.max(100, highest) : roundUp(highest);
  const xOf = (at: number) =>
    (size.width * (at - from)) / Math.max(to - from, 1);
  const yOf = (value: number) => size.height * (1 - value / top);
  const placed = known.map(point => ({
    ...point,
    x: xOf(point.at),
    y: yOf(point.value),
  }));
  const path = placed
    .map(({ at, x, y }, index) => {
      const before = placed[index - 1];
      const isNew = !before || at - before.at > gap;
      // A point without neighbours is a line of no length, which a round cap shows.
      return `${isNew ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}${
        isNew ? 'h0' : ''
      }`;
    })
    .join('');
  return {
    from,
    to,
    top,
    points: placed,
    path,
    limitY: limit && limit.value <= top ? yOf(limit.value) : undefined,
    markers: (times.changes ?? [])
      .map(change => Date.parse(change))
      .filter(at => at >= from && at <= to)
      .map(at => ({ at, x: xOf(at) })),
  };
}
