import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What a run has made: processes and directories. They go with it, also when it is interrupted; only `kill -9` leaves
 * something behind.
 */
export class Belongings {
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

  /** A process that ends at the latest with the run. */
  process<Child extends ChildProcess>(child: Child): Child {
    this.#processes.add(child);
    child.once('exit', () => this.#processes.delete(child));
    return child;
  }

  /** A new directory below another that is removed at the latest with the run. */
  directory(parent: string): string {
    const directory = mkdtempSync(join(parent, '.streamflix-conformance-'));
    this.#directories.add(directory);
    return directory;
  }

  /** Ends and removes everything. */
  release(): void {
    for (const child of this.#processes) child.kill('SIGKILL');
    for (const directory of this.#directories) {
      rmSync(directory, { recursive: true, force: true });
    }
    this.#directories.clear();
  }
}
