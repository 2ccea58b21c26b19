import type { World } from './World';

/** An attack, the result it must have, and a control next to it that must succeed. */
export interface HostileCheck {
  /** A sentence that is clear in a log without context. */
  name: string;
  /** Whether permissions are switched off: StreamFlix's own checks must hold even then. */
  isAllowed?: true;
  /** Throws the problem. */
  run(world: World): Promise<void>;
}
