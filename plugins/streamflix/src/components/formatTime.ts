const clock = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });
const hour = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });
const full = new Intl.DateTimeFormat(undefined, {
  dateStyle: 'medium',
  timeStyle: 'medium',
});

/** Time of day with seconds. */
export const formatClock = (at: string) => clock.format(new Date(at));
/** Time of day without seconds. */
export const formatHour = (at: number) => hour.format(new Date(at));
/** Date and time of day. */
export const formatFull = (at: string) => full.format(new Date(at));

/** A duration in its two largest units: `2 min 5 s`. */
export function formatSeconds(seconds: number): string {
  const whole = Math.round(seconds);
  const parts = [
    [Math.floor(whole / 3600), 'h'],
    [Math.floor(whole / 60) % 60, 'min'],
    [whole % 60, 's'],
  ] as const;
  const first = parts.findIndex(([amount]) => amount > 0);
  const shown = first < 0 ? parts.slice(-1) : parts.slice(first, first + 2);
  return shown
    .filter(([amount], index) => amount > 0 || index === 0)
    .map(([amount, unit]) => `${amount} ${unit}`)
    .join(' ');
}

/** A duration that is not exact: `45 s`, `5 min`. */
export const formatRoughly = (seconds: number): string =>
  formatSeconds(seconds < 90 ? seconds : Math.round(seconds / 60) * 60);

/** `5–7 min`, `20–40 s`. */
export function formatRange(from: number, to: number): string {
  const [length, unit] = to < 90 ? [1, 's'] : [60, 'min'];
  const [low, high] = [Math.round(from / length), Math.round(to / length)];
  return low === high ? `${high} ${unit}` : `${low}–${high} ${unit}`;
}

const spans = [
  ['year', 365 * 24 * 3600],
  ['month', 30 * 24 * 3600],
  ['day', 24 * 3600],
  ['hour', 3600],
  ['minute', 60],
] as const;

/** Time since a date, in its largest unit: `3 days`. */
export function formatAge(at: string, now: number = Date.now()): string {
  const seconds = Math.max(0, (now - new Date(at).getTime()) / 1000);
  const [unit, length] =
    spans.find(([, span]) => seconds >= span) ?? (['second', 1] as const);
  return new Intl.NumberFormat(undefined, {
    style: 'unit',
    unit,
    unitDisplay: 'long',
  }).format(Math.floor(seconds / length));
}
