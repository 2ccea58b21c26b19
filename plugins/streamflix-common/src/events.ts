import type { EnvironmentRef } from './status/StackSnapshot';

/** Topic on which the end of an operation is told, so that the catalog and the caches need not wait for their schedule. */
export const environmentTopic = 'streamflix.environment';

export interface EnvironmentChanged {
  ref: EnvironmentRef;
  /** What is true of the stack now: it is there, or it is gone. */
  state: 'present' | 'absent';
}
