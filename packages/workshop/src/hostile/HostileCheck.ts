import type { World } from './World';

/** An attack, the result it must have, and a control next to it that must succeed. */
export interface HostileCheck {
  /** A sentence that stands alone in a log. */
  name: string;
  /** Row of the table of attacks that it is an instance of. */
  row: number;
  /** Whether permissions are switched off: what StreamFlix itself checks must hold then, too. */
  isAllowed?: true;
  /** Throws what is wrong. */
  run(world: World): Promise<void>;
}
