import type { World } from '../../world/World';
import type { ResourceProvider } from '../resources/ResourceProvider';
import type { Scheduler } from '../resources/Scheduler';
import type { StackStore } from '../stacks/StackStore';

/** Shared dependencies of the engine. */
export interface StackEngineContext {
  readonly world: World;
  readonly store: StackStore;
  readonly provider: ResourceProvider;
  readonly scheduler: Scheduler;
}
