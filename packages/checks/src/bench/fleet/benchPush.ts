import { setTimeout as sleep } from 'node:timers/promises';
import {
  eventQueueName,
  type EnvironmentList,
  type EnvironmentRef,
} from '@streamflix/backstage-plugin-streamflix-common';
import { RealBackend } from '../../realBackend/RealBackend';
import type { Measurement } from '../Measurement';
import {
  callsPerEnvironment,
  callsPerRefresh,
  isHourly,
  isOnce,
} from './callsPerRefresh';
import { FleetAwsProcess } from './FleetAwsProcess';
import { measureFreshness } from './measureFreshness';
import { peakUse, peakUses, type RecordedCall } from './peakUse';
import { secondsUntil } from './secondsUntil';
import { percent, sum, table } from './tables';

/** The default. */
const refreshSeconds = 60;
/** Minutes after which what does not change is read again. */
const fullReadMinutes = 30;
/** Seconds until the list shows what has an event. */
const maxAge = 5;
/** Calls per environment and minute. */
const maxCalls = 0.2;
/** Of each rate; the rest is for operations. */
const maxUse = 0.5;
/** Seconds without a reading after which the queues are taken to be empty. */
const quietSeconds = 10;
/** Seconds within which services are deleted. */
const deletions = 20;

/**
 * A backend that reads the events of AWS, with environments in four regions, each with a queue: how soon it shows a change, and how
 * many calls it makes while nothing changes.
 *
 * @param environments - how many
 * @throws Error when they are not all listed as healthy, or a deleted service is not noticed
 */
export async function benchPush(environments: number): Promise<Measurement[]> {
  const aws = await FleetAwsProcess.start();
  let backend: RealBackend | undefined;
  try {
    const refs = await aws.create(environments, { pushes: true });
    const regions = [...new Set(refs.map(({ region }) => region))];
    const [{ account }] = refs;
    backend = await RealBackend.start({
      endpoint: aws.url,
      config: {
        streamflix: {
          regions,
          refreshInterval: { seconds: refreshSeconds },
          events: {
            queues: regions.map(
              region => `arn:aws:sqs:${region}:${account}:${eventQueueName}`,
            ),
          },
        },
      },
    });
    return await measure(backend, aws, refs);
  } finally {
    await backend?.dispose();
    await aws.stop();
  }
}

/** Waits until no event is removed and no single environment read. */
async function callsUntilIdle(aws: FleetAwsProcess): Promise<RecordedCall[]> {
  const all: RecordedCall[] = [];
  for (;;) {
    await sleep(quietSeconds * 1000);
    const calls = await aws.calls();
    all.push(...calls);
    const isBusy = calls.some(
      call => call.operation === 'DeleteMessageBatch' || isOnce(call),
    );
    if (!isBusy) return all;
  }
}

async function measure(
  backend: RealBackend,
  aws: FleetAwsProcess,
  refs: readonly EnvironmentRef[],
): Promise<Measurement[]> {
  const list = () =>
    backend.get('/api/streamflix/environments').then(
      found => found as EnvironmentList,
      error => {
        // A connection may be closed while a request is sent on it: the next request succeeds.
        if (!(error instanceof TypeError)) throw error;
        return { items: [], failures: [], localAws: true, readAt: '' };
      },
    );
  // The events of the creations, before anything is collected.
  const ofCreations = await callsUntilIdle(aws);
  await aws.open();
  await secondsUntil(
    list,
    ({ items }) =>
      items.length === refs.length &&
      items.every(({ health }) => health === 'healthy'),
  );
  const atStart = await callsUntilIdle(aws);
  await sleep(refreshSeconds * 1000);
  const atRest = (await aws.calls()).filter(call => !isHourly(call));
  const ages = await measureFreshness(aws, list, refs, deletions);
  const later = await aws.calls();
  const everything = callsPerRefresh(
    atStart.filter(call => !isOnce(call) && call.service !== 'sqs'),
    atStart,
    {
      environments: refs.length,
      refreshes: 1,
      refreshSeconds: fullReadMinutes * 60,
    },
  );
  const calls = atRest.length / refs.length + sum(everything) / fullReadMinutes;
  const freshness = ages[Math.ceil(ages.length * 0.95) - 1];
  const all = [...ofCreations, ...atStart, ...atRest, ...later];
  const [peak] = peakUses(all);
  return [
    { name: 'environments', value: String(refs.length) },
    {
      name: 'freshness by events, p95',
      value: `${freshness.toFixed(1)} s (at most ${maxAge} s)`,
      missed: freshness > maxAge,
    },
    {
      name: 'calls while idle',
      value: `${calls.toFixed(
        2,
      )} per environment and minute (at most ${maxCalls})`,
      missed: calls > maxCalls,
    },
    {
      name: `everything, every ${fullReadMinutes} minutes`,
      value: table(everything, n => n.toFixed(3)),
    },
    {
      name: 'of these, within a minute',
      value: table(callsPerEnvironment(atRest, refs.length), n => n.toFixed(3)),
    },
    {
      name: 'peak use of a rate',
      value: `${percent(peak.share)}, of ${peak.name} in ${
        peak.where
      } (at most ${percent(maxUse)})`,
      missed: peak.share > maxUse,
    },
    { name: 'of each', value: table(peakUse(all), percent) },
  ];
}
