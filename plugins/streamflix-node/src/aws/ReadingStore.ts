import { LRUCache } from 'lru-cache';

/**
 * Keeps what AWS reported about a stack that changes only with the stack, so that it is not read again at every refresh. Entries
 * may expire.
 *
 * @public
 */
export interface ReadingStore {
  /** @returns the value, and when it was read, as an ISO date */
  get(key: string): Promise<{ value: object; readAt: string } | undefined>;
  set(key: string, reading: { value: object; readAt: string }): Promise<void>;
}

/** Readings of some thousand environments, in this process only. */
export class ReadingMemory implements ReadingStore {
  readonly #readings = new LRUCache<string, { value: object; readAt: string }>({
    max: 20_000,
  });

  async get(key: string) {
    return this.#readings.get(key);
  }

  async set(key: string, reading: { value: object; readAt: string }) {
    this.#readings.set(key, reading);
  }
}
