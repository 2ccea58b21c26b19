import type { Resource, World } from '../../world/World';
import type { ServiceScheduler } from '../ecs/ServiceScheduler';
import { seedOf } from './level';
import type { Behaviours, Dimensions, Metric } from './Metric';

/** The input of metric sources. */
export interface Observed {
  readonly world: World;
  readonly scheduler: ServiceScheduler;
}

/** Metrics of all resources of one service in a region. */
export type MetricSource = (observed: Observed, region: string) => Metric[];

const HOUR = 60 * 60 * 1000;

/**
 * Since when a resource has data. Simulated time counts: at speed 60, a resource that has existed for a minute has an hour of
 * data. A resource that is ready has at least one hour of data, so that a demonstration has something to draw.
 *
 * @returns undefined when the resource does not exist yet
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
 * Metrics of one resource.
 *
 * @param dimensionSets the dimensions under which each metric is published, each set separately
 */
export function metricsOf(
  namespace: string,
  since: Date | undefined,
  dimensionSets: readonly Dimensions[],
  behaviours: Behaviours,
): Metric[] {
  if (!since) return [];
  // A metric published under the resource and under its group is the same metric.
  const identity = JSON.stringify(dimensionSets[0]);
  // All metrics of a resource follow one curve: requests, CPU and connections rise together.
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
