import { z } from 'zod/v4';

const minutesOfDay = (time: string) =>
  Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const DAY = 24 * 60;
const WEEK = 7 * DAY;

/**
 * A time window that may wrap around the end of its period. Start and `length` in minutes from the start of the period.
 *
 * @public
 */
export interface TimeWindow {
  start: number;
  length: number;
}

/**
 * Parses `hh:mm-hh:mm` (UTC) into minutes of the day.
 *
 * @public
 */
export function parseTimeOfDayWindow(window: string): TimeWindow {
  const [from, to] = window.split('-').map(minutesOfDay);
  return { start: from, length: (to - from + DAY) % DAY };
}

/**
 * Parses `ddd:hh:mm-ddd:hh:mm` (UTC) into minutes of the week, starting on Monday.
 *
 * @public
 */
export function parseWeeklyWindow(window: string): TimeWindow {
  const [from, to] = window
    .toLowerCase()
    .split('-')
    .map(
      part =>
        days.indexOf(part.slice(0, 3)) * DAY + minutesOfDay(part.slice(4)),
    );
  return { start: from, length: (to - from + WEEK) % WEEK };
}

/**
 * Whether a daily and a weekly window ever overlap; AWS refuses a database if they do.
 *
 * @public
 */
export function windowsOverlap(daily: TimeWindow, weekly: TimeWindow): boolean {
  for (let day = -1; day <= 7; day++) {
    for (const shift of [-WEEK, 0, WEEK]) {
      const start = daily.start + day * DAY;
      const other = weekly.start + shift;
      if (start < other + weekly.length && other < start + daily.length) {
        return true;
      }
    }
  }
  return false;
}

const time = '([01]\\d|2[0-3]):[0-5]\\d';
const day = '(mon|tue|wed|thu|fri|sat|sun)';

export const timeOfDayWindow = z
  .string()
  .regex(
    new RegExp(`^${time}-${time}$`),
    'must be written hh:mm-hh:mm, in UTC',
  );

export const weeklyWindow = z
  .string()
  .regex(
    new RegExp(`^${day}:${time}-${day}:${time}$`),
    'must be written ddd:hh:mm-ddd:hh:mm, in UTC, such as mon:04:00-mon:05:00',
  );

const octet = '(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';

/** RFC 1918 ranges only: a VPC with a public range would shadow a part of the internet. */
export const cidr = z
  .string()
  .regex(
    new RegExp(
      `^(10\\.${octet}|172\\.(1[6-9]|2\\d|3[01])|192\\.168)\\.${octet}\\.0/(1[6-9]|20)$`,
    ),
    'must be a private IPv4 range from /16 to /20, such as 10.0.0.0/16',
  );

export const emailAddress = z.string().regex(
  // ASCII only, as in SNS. Source: HTML, "valid e-mail address", with a dot in the domain.
  /^(?=.{6,320}$)[A-Za-z0-9.!#$%&'*+\/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})+$/,
  'must be an e-mail address',
);

/**
 * Instance types with a prefix: family (letters, generation, capabilities) and size. Whether the account can order one is AWS's
 * answer. Source: RDS User Guide, "DB instance class types"; ElastiCache User Guide, "Supported node types".
 */
export const instanceType = (prefix: string) =>
  new RegExp(
    `^${prefix}\\.[a-z]{1,3}[0-9]{1,2}[a-z]{0,5}\\.(micro|small|medium|large|[0-9]{0,3}xlarge)$`,
  );
