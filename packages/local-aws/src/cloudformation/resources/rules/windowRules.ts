import type { Candidate } from '../Candidate';
import { form, rule, type Rule, textOf } from './Rule';

const clock = '([01]\\d|2[0-3]):[0-5]\\d';
const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const day = `(${days.join('|')})`;

const minutesOfDay = 24 * 60;
const minutesOfWeek = 7 * minutesOfDay;

/** Minutes since midnight, or since Monday's when a day is named. */
const minutesOf = (text: string): number => {
  const parts = text.toLowerCase().split(':');
  const [hours, minutes] = parts.slice(-2).map(Number);
  const dayIndex = parts.length === 3 ? days.indexOf(parts[0]) : 0;
  return dayIndex * minutesOfDay + hours * 60 + minutes;
};

interface Span {
  readonly start: number;
  readonly length: number;
}

/** A window that ends before it begins continues in the next day or week. */
function spanOf(text: string | undefined, period: number): Span | undefined {
  const [from, to] = (text ?? '').split('-').map(minutesOf);
  if (from === undefined || to === undefined) return undefined;
  const length = (to - from + period) % period;
  return Number.isNaN(length) ? undefined : { start: from, length };
}

/** Whether two spans share a minute of the week. */
const overlap = (one: Span, other: Span): boolean =>
  (other.start - one.start + minutesOfWeek) % minutesOfWeek < one.length ||
  (one.start - other.start + minutesOfWeek) % minutesOfWeek < other.length;

export interface Windows {
  readonly source: string;
  /** The property with the daily window, and what the messages call it. */
  readonly daily: string;
  readonly name: string;
  /** Minutes that each has at least. */
  readonly leastDaily: number;
  readonly leastWeekly: number;
}

/** Form and length of a daily window and of the weekly window for maintenance, which must not overlap. */
export function windowRules(windows: Windows): readonly Rule[] {
  const { source, daily, name, leastDaily, leastWeekly } = windows;
  const weekly = 'PreferredMaintenanceWindow';
  const dailyOf = (candidate: Candidate) =>
    spanOf(textOf(candidate, daily), minutesOfDay);
  const weeklyOf = (candidate: Candidate) =>
    spanOf(textOf(candidate, weekly), minutesOfWeek);
  const tooShort = (label: string, least: number) =>
    `The ${label} window must be at least ${least} minutes.`;
  return [
    form(
      source,
      daily,
      new RegExp(`^${clock}-${clock}$`),
      text =>
        `Invalid ${name} window format: ${text}. Should be specified as a range hh24:mi-hh24:mi (24H Clock UTC). Example: 04:00-05:00`,
    ),
    form(
      source,
      weekly,
      new RegExp(`^${day}:${clock}-${day}:${clock}$`, 'i'),
      text =>
        `Invalid maintenance window format: ${text}. Should be specified as a range ddd:hh24:mi-ddd:hh24:mi (24H Clock UTC). Example: Sun:23:45-Mon:00:15`,
    ),
    rule(source, candidate => {
      const [ofDay, ofWeek] = [dailyOf(candidate), weeklyOf(candidate)];
      if (ofDay && ofDay.length < leastDaily) return tooShort(name, leastDaily);
      if (ofWeek && ofWeek.length < leastWeekly) {
        return tooShort('maintenance', leastWeekly);
      }
      const meets =
        ofDay &&
        ofWeek &&
        days.some((_, index) =>
          overlap(
            { ...ofDay, start: ofDay.start + index * minutesOfDay },
            ofWeek,
          ),
        );
      return meets
        ? `The ${name} window and maintenance window must not overlap.`
        : undefined;
    }),
  ];
}
