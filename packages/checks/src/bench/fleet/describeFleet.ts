import type { Measurement } from '../Measurement';
import type { ProbeReport } from '../probe';
import type { Latency } from './measureLatency';
import { percent, sum, table } from './tables';

const megabyte = 2 ** 20;

/** Calls per environment and refresh in the long run: 1.2 of 1,000; of fewer, the calls for each account and region have a larger share. */
const maxCallsOf = (environments: number) => 1.1 + 100 / environments;
/** Share of each rate. */
const maxUse = 0.5;
/** Bytes above the idle backend. */
const maxMemory = 400 * megabyte;
/** Seconds until the list shows a change. */
const maxAge = 120;
/** Milliseconds; also as long as Backstage's catalog takes for the same environments, on a machine with other load. */
const maxLatency = { list: 100, status: 20 };
/** A deployment during a collection, compared with one without. */
const maxDelay = 1.05;

const p95 = (ascending: readonly number[]): number =>
  ascending[Math.ceil(ascending.length * 0.95) - 1] ?? Number.NaN;

const compare = (value: number, most: number) =>
  value <= most ? 'within' : 'ABOVE';

/** The time of a request depends on what else the machine does, so only its CPU decides, compared with that of the catalog. */
function compareLatency(
  name: string,
  { own, peer }: Record<'own' | 'peer', Latency>,
  most: number,
): Measurement {
  const value = p95(own.times);
  return {
    name: `${name} with ten callers, p95`,
    value: `${value.toFixed(0)} ms, ${compare(
      value,
      most,
    )} ${most} ms; the catalog ${p95(peer.times).toFixed(
      0,
    )} ms; CPU per request ${own.cpu.toFixed(1)} ms, ${compare(
      own.cpu,
      peer.cpu,
    )} the catalog's ${peer.cpu.toFixed(1)} ms`,
    missed: !(own.cpu <= peer.cpu),
  };
}

/** Seconds of a deployment. */
export interface Deployment {
  stack: number;
  rest: number;
}

/** The result of many environments in one backend, with the targets. */
export function describeFleet({
  environments,
  firstList,
  firstCollection,
  freshness,
  callsPerRefresh,
  callsOnce,
  peaks,
  latencies,
  deployments,
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
  callsOnce: ReadonlyMap<string, number>;
  /** By rate, as shares. */
  peaks: ReadonlyMap<string, number>;
  latencies: Record<'list' | 'status', Record<'own' | 'peer', Latency>>;
  /** Without a collection and during one. */
  deployments: { alone: Deployment; during: Deployment };
  /** Of the backend. */
  report: ProbeReport;
}): Measurement[] {
  const calls = sum(callsPerRefresh);
  const maxCalls = maxCallsOf(environments);
  const peak = Math.max(...peaks.values());
  const memory = report.peak.rss - report.before.rss;
  // On a busy machine local AWS is late; AWS is not.
  const { alone, during } = deployments;
  const stack = Math.min(alone.stack, during.stack);
  const delay = (stack + during.rest) / (stack + alone.rest);
  const age = p95(freshness);
  return [
    { name: 'environments', value: String(environments) },
    { name: 'all listed after', value: `${firstList.toFixed(1)} s` },
    { name: 'all read after', value: `${firstCollection.toFixed(1)} s` },
    {
      name: 'a change is shown after, p95',
      value: `${age.toFixed(0)} s, ${compare(age, maxAge)} ${maxAge} s`,
      missed: !(age <= maxAge),
    },
    {
      name: 'calls per environment and refresh',
      value: `${calls.toFixed(2)}, ${compare(
        calls,
        maxCalls,
      )} ${maxCalls.toFixed(2)}`,
      missed: !(calls <= maxCalls),
    },
    { name: 'of these', value: table(callsPerRefresh, n => n.toFixed(3)) },
    {
      name: 'once per environment, after the first start',
      value: `${sum(callsOnce).toFixed(2)}: ${table(callsOnce, n =>
        n.toFixed(3),
      )}`,
    },
    {
      name: 'peak use of a rate',
      value: `${percent(peak)}, ${compare(peak, maxUse)} ${percent(maxUse)}`,
      missed: !(peak <= maxUse),
    },
    { name: 'of each', value: table(peaks, percent) },
    compareLatency('list', latencies.list, maxLatency.list),
    compareLatency('status', latencies.status, maxLatency.status),
    {
      name: 'a deployment during a collection',
      value: `${delay.toFixed(3)} times as long, ${compare(
        delay,
        maxDelay,
      )} ${maxDelay}: its stack ${stack.toFixed(
        0,
      )} s, the rest ${during.rest.toFixed(
        1,
      )} s, without a collection ${alone.rest.toFixed(1)} s`,
      missed: !(delay <= maxDelay),
    },
    {
      name: 'memory above the idle backend (RSS)',
      value: `${(memory / megabyte).toFixed(0)} MB, ${compare(
        memory,
        maxMemory,
      )} ${maxMemory / megabyte} MB`,
      missed: !(memory <= maxMemory),
    },
    {
      name: 'time of a core',
      value: `${report.cpu.used.toFixed(0)} s in ${report.cpu.passed.toFixed(
        0,
      )} s`,
    },
  ];
}
