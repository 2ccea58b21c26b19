import { LRUCache } from 'lru-cache';

/**
 * Stores why the tasks of a service stopped, for readings after a rollback has deleted the cluster and its tasks. Entries may
 * expire.
 *
 * @public
 */
export interface DiagnosticsStore {
  /** @param event - id of the stack event in which the service failed */
  get(event: string): Promise<readonly string[] | undefined>;
  /** @param reasons - as AWS reports them */
  set(event: string, reasons: readonly string[]): Promise<void>;
}

/** Keeps the diagnostics of as many failures as a busy installation has in a day, in this process only. */
export class DiagnosticsMemory implements DiagnosticsStore {
  readonly #reasons = new LRUCache<string, readonly string[]>({ max: 500 });

  async get(event: string) {
    return this.#reasons.get(event);
  }

  async set(event: string, reasons: readonly string[]) {
    this.#reasons.set(event, reasons);
  }
}
