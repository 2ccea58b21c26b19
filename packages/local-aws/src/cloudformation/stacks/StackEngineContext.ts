import type { World } from '../../World';
import type { ResourceProvider } from '../resources/ResourceProvider';
import type { Scheduler } from './Scheduler';
import type { StackStore } from './StackStore';

/** Shared dependencies of the engine. */
export interface StackEngineContext {
  readonly world: World;
  readonly store: StackStore;
  readonly provider: ResourceProvider;
  readonly scheduler: Scheduler;
}
