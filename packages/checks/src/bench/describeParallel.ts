import { describeCalls } from './compareRuns';
import type { Measurement } from './Measurement';
import type { ProbeReport } from './probe';

const megabyte = 2 ** 20;

/** Maximum 99th percentile of the event-loop delay, in milliseconds. */
const maxDelay = 50;

/** Maximum memory that each environment uses, in bytes. */
const maxGrowth = 2 * megabyte;

const isMissed = (value: number, most: number) => !(value < most);
const compare = (value: number, most: number) =>
  isMissed(value, most) ? 'ABOVE' : 'within';

/** The result of many environments at the same time, with the targets. */
export function describeParallel({
  environments,
  seconds,
  atOnce,
  report,
  idleDelay,
  calls,
  busiest,
}: {
  environments: number;
  /** From the start of the first task to the end of the last one. */
  seconds: number;
  /** Maximum number of stacks in progress at the same time. */
  atOnce: number;
  /** Of the backend. */
  report: ProbeReport;
  /** The same percentile, in milliseconds, of an idle process: the delay of the machine itself. */
  idleDelay: number;
  /** By operation. */
  calls: ReadonlyMap<string, number>;
  /** Maximum number of calls within a second, by operation. */
  busiest: ReadonlyMap<string, number>;
}): Measurement[] {
  const { before, after, peak, delay, cpu } = report;
  const each = (sum: number) => sum / environments;
  const megabytes = (bytes: number) => `${(bytes / megabyte).toFixed(2)} MB`;
  const total = [...calls.values()].reduce((sum, count) => sum + count, 0);
  const growth = each(peak.live - before.heapUsed);
  return [
    { name: 'environments created', value: String(environments) },
    { name: 'under way at the same moment', value: `at most ${atOnce}` },
    { name: 'from start to end', value: `${seconds.toFixed(0)} s` },
    {
      name: 'event-loop delay, p99',
      value: `${delay.p99.toFixed(1)} ms, ${compare(
        delay.p99,
        maxDelay,
      )} ${maxDelay} ms; at most ${delay.max.toFixed(0)} ms`,
      missed: isMissed(delay.p99, maxDelay),
    },
    {
      name: 'the same of an idle process meanwhile',
      value: `${idleDelay.toFixed(1)} ms`,
    },
    {
      name: 'time of a core',
      value: `${cpu.used.toFixed(1)} s in ${cpu.passed.toFixed(0)} s`,
    },
    {
      name: 'memory for each, at most (heap after gc)',
      value: `${megabytes(growth)}, ${compare(growth, maxGrowth)} ${megabytes(
        maxGrowth,
      )}; ${megabytes(before.heapUsed)} before, ${megabytes(
        peak.live,
      )} at most`,
      missed: isMissed(growth, maxGrowth),
    },
    {
      name: 'the same with garbage (RSS)',
      value: `${megabytes(each(peak.rss - before.rss))}; ${megabytes(
        before.rss,
      )} before, ${megabytes(peak.rss)} at most`,
    },
    {
      name: 'memory for each, kept (heap after gc)',
      value: `${megabytes(each(after.heapUsed - before.heapUsed))}; ${megabytes(
        before.heapUsed,
      )} before, ${megabytes(after.heapUsed)} after`,
    },
    {
      name: 'API calls for each',
      value: each(total).toFixed(1),
    },
    { name: 'calls', value: describeCalls(calls) },
    { name: 'most calls within a second', value: describeCalls(busiest) },
  ];
}
