import type { World } from '../../World';
import type { ResourceProvider } from '../resources/ResourceProvider';
import type { Scheduler } from './Scheduler';
import type { StackStore } from './StackStore';

/** What every piece of the engine works with. */
export interface StackEngineContext {
  readonly world: World;
  readonly store: StackStore;
  readonly provider: ResourceProvider;
  readonly scheduler: Scheduler;
}
