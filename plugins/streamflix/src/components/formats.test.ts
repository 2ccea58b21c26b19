import { formatAge, formatRange, formatRoughly } from './formatTime';
import { formatValue } from './formatValue';

describe('formatValue', () => {
  it.each([
    [34.26, 'percent', '34.3 %'],
    [0, 'percent', '0 %'],
    [12_345.6, 'count', '12,346'],
    [1.25, 'count', '1.3'],
    [48.4, 'milliseconds', '48 ms'],
    [61_500, 'milliseconds', '61.5 s'],
    [0.5, 'acu', '0.5 ACU'],
    [0, 'bytes', '0 B'],
    [1536, 'bytes', '1.5 KiB'],
    [3 * 1024 ** 3, 'bytes', '3 GiB'],
    ['2 of 2', undefined, '2 of 2'],
  ] as const)('writes %s in %s as %s', (value, unit, text) => {
    expect(formatValue(value, unit)).toBe(text);
  });
});

describe('durations', () => {
  it('rounds what is not exact', () => {
    expect(formatRoughly(44)).toBe('44 s');
    expect(formatRoughly(380)).toBe('6 min');
    expect(formatRange(300, 420)).toBe('5–7 min');
    expect(formatRange(3, 4)).toBe('3–4 s');
    expect(formatRange(299, 301)).toBe('5 min');
  });
});

describe('formatAge', () => {
  const now = Date.UTC(2026, 0, 31);
  it.each([
    [0, '0 seconds'],
    [59, '59 seconds'],
    [60, '1 minute'],
    [3 * 3600 + 59, '3 hours'],
    [3 * 24 * 3600, '3 days'],
    [-5, '0 seconds'],
  ])('formats %s seconds as %s', (seconds, text) => {
    expect(formatAge(new Date(now - seconds * 1000).toISOString(), now)).toBe(
      text,
    );
  });
});
