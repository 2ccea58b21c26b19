import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Processes and directories of a run. They are removed when it ends, also when it is interrupted; only `kill -9` leaves them
 * behind.
 */
export class Cleanup {
  readonly #processes = new Set<ChildProcess>();
  readonly #directories = new Set<string>();
  readonly #release = () => this.release();

  constructor() {
    process.on('exit', this.#release);
    for (const [signal, number] of [
      ['SIGINT', 2],
      ['SIGTERM', 15],
      ['SIGHUP', 1],
    ] as const) {
      process.once(signal, () => process.exit(128 + number));
    }
  }

  /** Kills a process at the end of the run. */
  process<Child extends ChildProcess>(child: Child): Child {
    this.#processes.add(child);
    child.once('exit', () => this.#processes.delete(child));
    return child;
  }

  /** A new directory in another one, removed at the end of the run. */
  directory(parent: string): string {
    const directory = mkdtempSync(join(parent, '.streamflix-conformance-'));
    this.#directories.add(directory);
    return directory;
  }

  /** Kills and removes everything. */
  release(): void {
    for (const child of this.#processes) child.kill('SIGKILL');
    for (const directory of this.#directories) {
      rmSync(directory, { recursive: true, force: true });
    }
    this.#directories.clear();
  }
}
