import { setTimeout as sleep } from 'node:timers/promises';
import {
  entityName,
  type EnvironmentList,
  type EnvironmentRef,
} from '@streamflix/backstage-plugin-streamflix-common';
import { onServers } from '../../realBackend/onServers';
import { PrivateServer } from '../../realBackend/PrivateServer';
import type { RealBackend } from '../../realBackend/RealBackend';
import { benchInput } from '../benchSpec';
import { MeasuredBackend } from '../MeasuredBackend';
import type { Measurement } from '../Measurement';
import {
  callsPerEnvironment,
  callsPerRefresh,
  isOnce,
} from './callsPerRefresh';
import { describeFleet, type Deployment } from './describeFleet';
import { FleetAwsProcess } from './FleetAwsProcess';
import { measureFreshness } from './measureFreshness';
import { measureLatency } from './measureLatency';
import { peakUse, type RecordedCall } from './peakUse';
import { secondsUntil } from './secondsUntil';

/** As in the example's configuration for production; few environments are read in less, which saves time. */
const refreshSecondsOf = (environments: number) =>
  environments >= 500 ? 60 : 10;

/** Refreshes in which calls are counted. */
const refreshes = 2;

/** Operations have priority: they may use the other half of each rate. */
const isOfDeployment = ({ operation, stack = '' }: RecordedCall) =>
  /-bench-/.test(stack) ||
  ['DescribeChangeSet', 'DescribeEvents'].includes(operation);

const listPath = '/api/streamflix/environments';
/** What Backstage itself has of the same environments. */
const catalogPath = '/api/catalog/entities';

/**
 * A backend with many environments in four regions: the example backend on PostgreSQL and Redis, against local AWS with AWS's rates.
 *
 * @param environments - how many
 * @throws Error when they are not all listed as healthy, or a deleted service is not noticed
 */
export async function benchFleet(environments: number): Promise<Measurement[]> {
  const refreshSeconds = refreshSecondsOf(environments);
  const [aws, database, cache] = await Promise.all([
    FleetAwsProcess.start(),
    PrivateServer.postgres(),
    PrivateServer.redis(),
  ]);
  let measured: MeasuredBackend | undefined;
  try {
    const refs = await aws.create(environments);
    const servers = onServers({ database, cache });
    measured = await MeasuredBackend.start({
      endpoint: aws.url,
      database: servers.database,
      config: {
        backend: { cache: servers.cache },
        streamflix: {
          regions: [...new Set(refs.map(({ region }) => region))],
          refreshInterval: { seconds: refreshSeconds },
        },
      },
    });
    return await measure(measured, aws, refs);
  } finally {
    await measured?.backend.dispose();
    for (const each of [aws, database, cache]) await each.stop();
  }
}

async function measure(
  measured: MeasuredBackend,
  aws: FleetAwsProcess,
  refs: EnvironmentRef[],
): Promise<Measurement[]> {
  const { backend } = measured;
  const refreshSeconds = refreshSecondsOf(refs.length);
  const list = () => listOf(backend, refs);
  // The first deployment loads what is loaded once.
  await deploy(measured, aws, 'bench-first');
  const alone = await deploy(measured, aws, 'bench-alone');
  await aws.calls();
  await measured.begin();
  await aws.open();
  const firstList = await secondsUntil(
    list,
    ({ items }) => items.length === refs.length,
  );
  const startedAt = performance.now();
  const during = await deploy(measured, aws, 'bench-during');
  await secondsUntil(list, ({ items }) =>
    items.every(({ health }) => health === 'healthy'),
  );
  const firstCollection = firstList + (performance.now() - startedAt) / 1000;
  // During the next collections. Before, a status that was not collected yet would be read for the caller.
  const latencies = await measureLatencies(measured, refs);
  const atStart = await aws.calls();
  await sleep(refreshes * refreshSeconds * 1000);
  const atRest = await aws.calls();
  const freshness = await measureFreshness(aws, list, refs, refreshSeconds);
  const all = [...atStart, ...atRest, ...(await aws.calls())];
  return describeFleet({
    environments: refs.length,
    firstList,
    firstCollection,
    freshness,
    callsPerRefresh: callsPerRefresh(atRest, all, {
      environments: refs.length,
      refreshes,
      refreshSeconds,
    }),
    callsOnce: callsPerEnvironment(all.filter(isOnce), refs.length),
    peaks: peakUse(all.filter(call => !isOfDeployment(call))),
    latencies,
    deployments: { alone, during },
    report: await measured.end(),
  });
}

/** The list, without other environments. */
async function listOf(
  backend: RealBackend,
  refs: readonly EnvironmentRef[],
): Promise<EnvironmentList> {
  const suffixes = new Set(refs.map(({ suffix }) => suffix));
  try {
    const { items, ...rest } = (await backend.get(listPath)) as EnvironmentList;
    return { ...rest, items: items.filter(row => suffixes.has(row.suffix)) };
  } catch (error) {
    // On a busy machine a request meets a connection that was just closed, also one of Backstage to itself: the next one succeeds.
    const failure = { account: '', region: '', reason: String(error) };
    return { items: [], failures: [failure], localAws: true, readAt: '' };
  }
}

/**
 * A deployment by a task.
 *
 * @returns seconds that CloudFormation takes, with AWS's durations, and those that everything else takes: local AWS simulates no time
 *   of the latter
 */
async function deploy(
  { backend }: MeasuredBackend,
  aws: FleetAwsProcess,
  suffix: string,
): Promise<Deployment> {
  const startedAt = performance.now();
  const input = benchInput(suffix);
  const create = () =>
    backend.createTask('create-streamflix-environment', input);
  // Backstage's requests to itself fail as those of `listOf`.
  const id = await create().catch(create);
  const { status, error = '' } = await backend.waitForTask(id);
  if (status !== 'completed') throw new Error(`${suffix}: ${status} ${error}`);
  const seconds = (performance.now() - startedAt) / 1000;
  const { real, simulated } = await aws.creationTime(input.region, suffix);
  return { stack: simulated, rest: seconds - real };
}

async function measureLatencies(
  measured: MeasuredBackend,
  refs: readonly EnvironmentRef[],
) {
  const query = `${catalogPath}/by-query?filter=kind=resource`;
  await secondsUntil(
    () => measured.backend.get(`${query}&limit=1`),
    found => (found as { totalItems: number }).totalItems >= refs.length,
  );
  const refOf = (nth: number) => refs[(nth * 37) % refs.length];
  return {
    list: await measureLatency(measured, {
      own: () => listPath,
      peer: () => `${query}&limit=${refs.length}`,
    }),
    status: await measureLatency(measured, {
      own: nth => {
        const { account, region, suffix } = refOf(nth);
        return `${listPath}/${account}/${region}/${suffix}`;
      },
      peer: nth =>
        `${catalogPath}/by-name/resource/default/${entityName(refOf(nth))}`,
    }),
  };
}
