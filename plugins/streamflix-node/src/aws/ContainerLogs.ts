import { LRUCache } from 'lru-cache';

/**
 * The last lines of a failed container's log.
 *
 * @public
 */
export interface ContainerLog {
  container: string;
  /** Oldest first. Values that look like secrets are hidden. */
  lines: readonly string[];
}

/**
 * Keeps the last lines of failed containers for an hour, because a rollback deletes tasks and log group. In memory only: what a
 * container writes may contain secrets, so it goes into no task log, cache, database, entity or status.
 *
 * @public
 */
export class ContainerLogs {
  readonly #logs = new LRUCache<string, readonly ContainerLog[]>({
    max: 100,
    ttl: 60 * 60_000,
  });

  get(stackArn: string): readonly ContainerLog[] {
    return this.#logs.get(stackArn) ?? [];
  }

  /** A new operation has started. */
  clear(stackArn: string): void {
    this.#logs.delete(stackArn);
  }

  set(stackArn: string, logs: readonly ContainerLog[]): void {
    this.#logs.set(stackArn, logs);
  }
}
