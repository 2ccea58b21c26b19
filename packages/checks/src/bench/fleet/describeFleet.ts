import type { Measurement } from '../Measurement';
import type { ProbeReport } from '../probe';

const megabyte = 2 ** 20;

/** Calls per environment and refresh: 1.2 of 1,000; of fewer, the calls for each account and region have a larger share. */
const mostCallsOf = (environments: number) => 1.1 + 100 / environments;
/** Share of each rate. */
const mostUse = 0.5;
/** Bytes above the idle backend. */
const mostMemory = 400 * megabyte;
/** Seconds until the list shows a change. */
const mostAge = 120;
/** Milliseconds. */
const mostLatency = { list: 100, status: 20 };

const p95 = (ascending: readonly number[]): number =>
  ascending[Math.ceil(ascending.length * 0.95) - 1] ?? Number.NaN;

const compare = (value: number, most: number) =>
  value <= most ? 'within' : 'ABOVE';

const sum = (counts: ReadonlyMap<string, number>) =>
  [...counts.values()].reduce((total, count) => total + count, 0);

const percent = (share: number) => `${(share * 100).toFixed(0)} %`;

const table = (
  values: ReadonlyMap<string, number>,
  format: (value: number) => string,
) =>
  [...values]
    .sort(([, a], [, b]) => b - a)
    .map(([name, value]) => `${name} ${format(value)}`)
    .join(', ');

/** The result of many environments in one backend, with the targets. Times depend on the machine: they are shown, and never miss. */
export function describeFleet({
  environments,
  firstList,
  firstCollection,
  freshness,
  callsPerRefresh,
  callsAtStart,
  callsForPast,
  peaks,
  latencies,
  report,
}: {
  environments: number;
  /** Seconds until all environments were listed, and until all parts of all of them had been read. */
  firstList: number;
  firstCollection: number;
  /** Seconds until the list showed each change, in ascending order. */
  freshness: readonly number[];
  /** Per environment, by operation. */
  callsPerRefresh: ReadonlyMap<string, number>;
  callsAtStart: ReadonlyMap<string, number>;
  /** Per environment, to learn what happened before the first start. */
  callsForPast: number;
  /** By rate, as shares. */
  peaks: ReadonlyMap<string, number>;
  /** Milliseconds, in ascending order. */
  latencies: { list: readonly number[]; status: readonly number[] };
  /** Of the backend. */
  report: ProbeReport;
}): Measurement[] {
  const calls = sum(callsPerRefresh);
  const mostCalls = mostCallsOf(environments);
  const peak = Math.max(...peaks.values());
  const memory = report.peak.rss - report.before.rss;
  const latency = (name: 'list' | 'status') => {
    const value = p95(latencies[name]);
    return `${value.toFixed(0)} ms, ${compare(value, mostLatency[name])} ${
      mostLatency[name]
    } ms`;
  };
  const age = p95(freshness);
  return [
    { name: 'environments', value: String(environments) },
    { name: 'all listed after', value: `${firstList.toFixed(1)} s` },
    { name: 'all read after', value: `${firstCollection.toFixed(1)} s` },
    {
      name: 'a change is shown after, p95',
      value: `${age.toFixed(0)} s, ${compare(age, mostAge)} ${mostAge} s`,
    },
    {
      name: 'calls per environment and refresh',
      value: `${calls.toFixed(2)}, ${compare(
        calls,
        mostCalls,
      )} ${mostCalls.toFixed(2)}`,
      missed: !(calls <= mostCalls),
    },
    { name: 'of these', value: table(callsPerRefresh, n => n.toFixed(3)) },
    {
      name: 'calls per environment at the start',
      value: `${sum(callsAtStart).toFixed(2)}: ${table(callsAtStart, n =>
        n.toFixed(3),
      )}`,
    },
    {
      name: 'once per environment, for its past',
      value: callsForPast.toFixed(2),
    },
    {
      name: 'peak use of a rate',
      value: `${percent(peak)}, ${compare(peak, mostUse)} ${percent(mostUse)}`,
      missed: !(peak <= mostUse),
    },
    { name: 'of each', value: table(peaks, percent) },
    { name: 'list with ten callers, p95', value: latency('list') },
    { name: 'status with ten callers, p95', value: latency('status') },
    {
      name: 'memory above the idle backend (RSS)',
      value: `${(memory / megabyte).toFixed(0)} MB, ${compare(
        memory,
        mostMemory,
      )} ${mostMemory / megabyte} MB`,
      missed: !(memory <= mostMemory),
    },
    {
      name: 'time of a core',
      value: `${report.cpu.used.toFixed(0)} s in ${report.cpu.passed.toFixed(
        0,
      )} s`,
    },
  ];
}
