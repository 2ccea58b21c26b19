import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import type {
  EnvironmentList,
  EnvironmentRef,
} from '@streamflix/backstage-plugin-streamflix-common';
import { RealBackend } from '../../realBackend/RealBackend';
import type { Measurement } from '../Measurement';
import type { ProbeReport } from '../probe';
import { describeFleet } from './describeFleet';
import { FleetAwsProcess } from './FleetAwsProcess';
import { measureLatency } from './measureLatency';
import { peakUse, type RecordedCall } from './peakUse';

/** As in the example's configuration for production; few environments are read in less, which saves time. */
const refreshSecondsOf = (environments: number) =>
  environments >= 500 ? 60 : 15;

/** Refreshes in which calls are counted: what is read less often than at each refresh counts with its share. */
const refreshes = 2;

/** Services that are deleted by hand, to measure how soon the list shows it. */
const deleted = 20;

/** Seconds after which the run has failed. */
const timeout = 300;

/**
 * After its first start a backend reads the operations of each stack once, to know what has ended since. Nothing is in progress here, so
 * no other call reads a stack's events or one stack.
 */
const isOfPast = ({ operation, stack }: RecordedCall) =>
  operation === 'DescribeStackEvents' ||
  (operation === 'DescribeStacks' && stack !== undefined);

/**
 * A backend with many environments in four regions: the example backend unchanged, against local AWS with AWS's rates.
 *
 * @param environments - how many
 * @throws Error when they are not all listed as healthy, or a deleted service is not noticed
 */
export async function benchFleet(environments: number): Promise<Measurement[]> {
  const refreshSeconds = refreshSecondsOf(environments);
  const aws = await FleetAwsProcess.start();
  let backend: RealBackend | undefined;
  try {
    const refs = await aws.create(environments);
    backend = await RealBackend.start({
      endpoint: aws.url,
      flags: ['--expose-gc', '--import', require.resolve('../probe')],
      config: {
        streamflix: {
          regions: [...new Set(refs.map(({ region }) => region))],
          refreshInterval: { seconds: refreshSeconds },
        },
      },
    });
    return await measure(backend, aws, refs);
  } finally {
    await backend?.dispose();
    await aws.stop();
  }
}

async function measure(
  backend: RealBackend,
  aws: FleetAwsProcess,
  refs: EnvironmentRef[],
): Promise<Measurement[]> {
  const answers = createInterface(backend.pipe)[Symbol.asyncIterator]();
  const ask = async (word: 'begin' | 'end'): Promise<string> => {
    backend.pipe.write(`${word}\n`);
    const { value } = await answers.next();
    if (value === undefined) throw new Error('The backend has died.');
    return value;
  };
  const nothing: EnvironmentList = {
    items: [],
    failures: [],
    localAws: true,
    readAt: '',
  };
  // A connection may be closed while a request is sent on it: the next request succeeds.
  const list = () =>
    backend.get('/api/streamflix/environments').then(
      found => found as EnvironmentList,
      error => {
        if (error instanceof TypeError) return nothing;
        throw error;
      },
    );
  // Signing in is not part of what is measured.
  await backend.as('guest').token();
  await ask('begin');
  await aws.open();
  const firstList = await secondsUntil(
    list,
    ({ items }) => items.length === refs.length,
  );
  const firstCollection = await secondsUntil(
    list,
    ({ items }) =>
      items.length === refs.length &&
      items.every(({ health }) => health === 'healthy'),
  );
  const atStart = await aws.calls();
  const refreshSeconds = refreshSecondsOf(refs.length);
  // From one point of the interval to the same point of a later one.
  await sleep(refreshes * refreshSeconds * 1000);
  const atRest = await aws.calls();
  const latencies = {
    list: await measureLatency(backend, () => '/api/streamflix/environments'),
    status: await measureLatency(backend, nth => {
      const { account, region, suffix } = refs[(nth * 37) % refs.length];
      return `/api/streamflix/environments/${account}/${region}/${suffix}`;
    }),
  };
  const freshness = await measureFreshness(aws, list, refs);
  const all = [...atStart, ...atRest, ...(await aws.calls())];
  return describeFleet({
    environments: refs.length,
    firstList,
    firstCollection: firstList + firstCollection,
    freshness,
    callsPerRefresh: countCalls(
      atRest.filter(call => !isOfPast(call)),
      refs.length * refreshes,
    ),
    callsForPast: all.filter(isOfPast).length / refs.length,
    callsAtStart: countCalls(atStart, refs.length),
    peaks: peakUse(all),
    latencies,
    report: JSON.parse(await ask('end')) as ProbeReport,
  });
}

/** Calls by operation, each divided by a number. */
function countCalls(
  calls: readonly { service: string; operation: string }[],
  divisor: number,
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { service, operation } of calls) {
    const name = `${service}:${operation}`;
    counts.set(name, (counts.get(name) ?? 0) + 1 / divisor);
  }
  return counts;
}

async function secondsUntil<T>(
  read: () => Promise<T>,
  isReached: (value: T) => boolean,
): Promise<number> {
  const startedAt = performance.now();
  for (;;) {
    const value = await read();
    const seconds = (performance.now() - startedAt) / 1000;
    if (isReached(value)) return seconds;
    if (seconds > timeout) {
      throw new Error(`Not reached: ${JSON.stringify(value).slice(0, 2_000)}`);
    }
    await sleep(500);
  }
}

/** Deletes services at moments spread over an interval. @returns seconds until the list showed each, in ascending order */
async function measureFreshness(
  aws: FleetAwsProcess,
  list: () => Promise<EnvironmentList>,
  refs: readonly EnvironmentRef[],
): Promise<number[]> {
  const step = Math.max(1, Math.floor(refs.length / deleted));
  const chosen = refs.filter((_, nth) => nth % step === 0).slice(0, deleted);
  const deletedAt = new Map<string, number>();
  const deleteAll = async () => {
    for (const ref of chosen) {
      await aws.deleteService(ref);
      deletedAt.set(ref.suffix, performance.now());
      await sleep((refreshSecondsOf(refs.length) * 1000) / chosen.length);
    }
  };
  const ages = new Map<string, number>();
  const deleting = deleteAll();
  await secondsUntil(list, ({ items }) => {
    for (const { suffix, health } of items) {
      const at = deletedAt.get(suffix);
      if (at !== undefined && health !== 'healthy' && !ages.has(suffix)) {
        ages.set(suffix, (performance.now() - at) / 1000);
      }
    }
    return ages.size === chosen.length;
  });
  await deleting;
  return [...ages.values()].sort((a, b) => a - b);
}
