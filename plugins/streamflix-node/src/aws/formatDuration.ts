/** `9 min 12 s` */
export function formatDuration(seconds: number): string {
  const whole = Math.round(seconds);
  return whole < 60
    ? `${whole} s`
    : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** Seconds from the first of the events to the last. */
export function secondsOf(events: readonly { at: string }[]): number {
  const [first] = events;
  const last = events.at(-1);
  return first && last
    ? Math.round((Date.parse(last.at) - Date.parse(first.at)) / 100) / 10
    : 0;
}
