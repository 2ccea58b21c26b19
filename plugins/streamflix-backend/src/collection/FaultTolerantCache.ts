import type { LoggerService } from '@backstage/backend-plugin-api';
import type { JsonValue } from '@backstage/types';
import { LRUCache } from 'lru-cache';
import { within } from '../limits/within';

/** The used part of Backstage's cache service. */
export interface SimpleCache {
  get<T extends JsonValue>(key: string): Promise<T | undefined>;
  /** @param options.ttl - milliseconds */
  set(key: string, value: JsonValue, options: { ttl: number }): Promise<void>;
}

/** Timeout of a cache call in milliseconds: the cache must not cost time. */
const timeout = 500;
/** Milliseconds for which a cache that timed out is not used. */
const pauseAfterTimeout = 10_000;
/** Number of values kept in this process, a few for each environment; a status takes some kilobytes. */
const maxEntries = 10_000;

/** A value that this process has written. */
interface Written {
  readonly value: JsonValue;
  /** Whether the cache has it, too. */
  isShared: boolean;
}

/**
 * Backstage's cache with an in-process fallback. A Redis or Valkey client without a connection blocks every call until it
 * reconnects, which can take more than a minute; meanwhile no status would be available. If the cache does not respond in time,
 * the values this process wrote are used, and written to the cache once it responds, so that other replicas need not read them again.
 */
export class FaultTolerantCache implements SimpleCache {
  private readonly fallback = new LRUCache<string, Written>({
    max: maxEntries,
  });
  private pausedUntil = 0;

  constructor(
    private readonly shared: SimpleCache,
    private readonly logger: Pick<LoggerService, 'warn'>,
  ) {}

  async get<T extends JsonValue>(key: string): Promise<T | undefined> {
    const found = await this.callShared(() => this.shared.get<T>(key));
    // Also when the cache has no value: this process may have written it while the cache did not answer. In both caches, the value
    // read under a key is the one written under it.
    return found ?? (this.fallback.get(key)?.value as T | undefined);
  }

  async set(
    key: string,
    value: JsonValue,
    options: { ttl: number },
  ): Promise<void> {
    const written: Written = { value, isShared: false };
    this.fallback.set(key, written, options);
    await this.callShared(async () => {
      await this.shared.set(key, value, options);
      written.isShared = true;
    });
  }

  /** Writes what the cache has not received, unless it has a value of another replica. */
  private async shareRest(): Promise<void> {
    for (const [key, written] of [...this.fallback.entries()]) {
      if (written.isShared) continue;
      const found = await this.callShared(() => this.shared.get(key));
      // Neither expired nor written again meanwhile.
      if (found !== undefined || this.fallback.get(key) !== written) continue;
      const ttl = this.fallback.getRemainingTTL(key);
      await this.set(key, written.value, { ttl });
    }
  }

  /** The cache's response, or undefined while it is unavailable. */
  private async callShared<T>(call: () => Promise<T>): Promise<T | undefined> {
    if (Date.now() < this.pausedUntil) return undefined;
    try {
      const response = await within(timeout, call);
      if (this.pausedUntil > 0) {
        this.pausedUntil = 0;
        // Not awaited: the caller has its response.
        void this.shareRest();
      }
      return response;
    } catch (error) {
      // Of several concurrent failures, only the first is logged.
      if (Date.now() < this.pausedUntil) return undefined;
      this.pausedUntil = Date.now() + pauseAfterTimeout;
      this.logger.warn(
        `The cache does not respond. It is not used for ${
          pauseAfterTimeout / 1000
        } seconds; this replica uses the values it wrote itself. ${error}`,
      );
      return undefined;
    }
  }
}
