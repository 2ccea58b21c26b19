import { numberOf } from '../../world/values';
import type { Resource, World } from '../../world/World';

/**
 * How long RDS optimizes the storage of an instance after a change, and refuses the next one: six simulated hours. AWS may take up
 * to 24.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.ModifyingExisting.html
 */
const SECONDS = 6 * 60 * 60;

interface Storage {
  size: number | undefined;
  changedAt?: Date;
}

const storages = new WeakMap<Resource, Storage>();

/** Records the size of an instance that is available. @returns whether it has changed */
export function recordStorage(instance: Resource, world: World): boolean {
  const size = numberOf(instance.properties.AllocatedStorage);
  const before = storages.get(instance);
  if (before && before.size !== size) {
    storages.set(instance, { size, changedAt: world.now() });
    return true;
  }
  if (!before) storages.set(instance, { size });
  return false;
}

/** Whether RDS still optimizes the storage of an instance after its last change. */
export function isOptimizing(instance: Resource, world: World): boolean {
  const { changedAt } = storages.get(instance) ?? {};
  if (!changedAt) return false;
  const seconds = (world.now().getTime() - changedAt.getTime()) / 1000;
  return seconds * world.speed < SECONDS;
}
