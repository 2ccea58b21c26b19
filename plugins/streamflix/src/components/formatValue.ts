import type { MetricSeries } from '@streamflix/backstage-plugin-streamflix-common';

const upTo = (digits: number) =>
  new Intl.NumberFormat(undefined, { maximumFractionDigits: digits });
const whole = upTo(0);
const tenths = upTo(1);

function bytes(value: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  const power = Math.min(
    Math.max(Math.floor(Math.log2(Math.max(value, 1)) / 10), 0),
    units.length - 1,
  );
  return `${tenths.format(value / 1024 ** power)} ${units[power]}`;
}

const formats: Record<MetricSeries['unit'], (value: number) => string> = {
  percent: value => `${tenths.format(value)} %`,
  count: value => (value >= 100 ? whole : tenths).format(value),
  milliseconds: value =>
    value >= 1000
      ? `${tenths.format(value / 1000)} s`
      : `${whole.format(value)} ms`,
  acu: value => `${tenths.format(value)} ACU`,
  bytes,
};

/** A metric value with its unit, short enough for a card. */
export function formatValue(
  value: number | string,
  unit: MetricSeries['unit'] = 'count',
): string {
  return typeof value === 'number' ? formats[unit](value) : value;
}
