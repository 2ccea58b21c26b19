import type { Resource, World } from '../../World';
import type { ServiceScheduler } from '../ecs/ServiceScheduler';
import type { IncomingRecords } from '../kinesis/IncomingRecords';
import { seedOf } from './level';
import type { Behaviours, Dimensions, Metric } from './Metric';

/** What the sources of metrics read. */
export interface Observed {
  readonly world: World;
  readonly scheduler: ServiceScheduler;
  readonly incoming: IncomingRecords;
}

/** Metrics of everything of one service that exists in a region. */
export type MetricSource = (observed: Observed, region: string) => Metric[];

const HOUR = 60 * 60 * 1000;

/**
 * Since when a thing has data. Simulated time counts: what has existed for a minute at speed 60 has existed for an hour, and whatever is ready has
 * data of an hour at least, so that a demonstration has something to draw.
 *
 * @returns undefined when the thing is not there yet
 */
export function dataSince(
  world: World,
  { phase, createdAt }: Pick<Resource, 'phase' | 'createdAt'>,
): Date | undefined {
  if (phase === 'creating' || phase === 'failed') return undefined;
  const now = world.now().getTime();
  const simulated = (now - createdAt.getTime()) * world.speed;
  return new Date(now - Math.max(simulated, HOUR));
}

/**
 * Metrics of one thing.
 *
 * @param dimensionSets names under which they are published, each alone
 */
export function metricsOf(
  namespace: string,
  since: Date | undefined,
  dimensionSets: readonly Dimensions[],
  behaviours: Behaviours,
): Metric[] {
  if (!since) return [];
  // Published twice, under the thing and under its group, a metric is still the same one.
  const identity = JSON.stringify(dimensionSets[0]);
  // What a thing does it does in one rhythm: requests, CPU and connections rise together.
  const seed = seedOf(namespace, identity);
  return Object.entries(behaviours).flatMap(([name, { unit, at }]) =>
    dimensionSets.map(dimensions => ({
      namespace,
      name,
      dimensions,
      unit,
      since,
      at: (minute: number) => at(seed, minute),
    })),
  );
}
