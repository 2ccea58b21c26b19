import { LRUCache } from 'lru-cache';
import { SingleFlight } from './SingleFlight';
import type { Spend } from './CallBudget';

/**
 * Recent readings from AWS. Concurrent requests for the same key share one reading, charged to the user whose request started it;
 * a cached reading is free. A nonexistent resource is cached too, an error is not.
 */
export class RecentReadings<T> {
  private readonly flights = new SingleFlight<T>();
  private readonly cache: LRUCache<string, { value: T }>;

  constructor(
    private readonly options: {
      /** How long a reading is cached. */
      milliseconds: number;
      /** Number of cached readings. */
      max: number;
      /** Calls to AWS that a reading usually takes. */
      calls: number;
    },
  ) {
    const { milliseconds: ttl, max } = options;
    this.cache = new LRUCache({ max, ttl, ttlResolution: 0, perf: Date });
  }

  /** @throws TooManyRequestsError when the user's budget does not allow a new reading; also what `read` throws */
  async get(key: string, spend: Spend, read: () => Promise<T>): Promise<T> {
    const found = this.cache.get(key);
    if (found) return found.value;
    return this.flights.run(key, () =>
      spend(this.options.calls, async () => {
        const value = await read();
        this.cache.set(key, { value });
        return value;
      }),
    );
  }

  forget(key: string): void {
    this.cache.delete(key);
  }
}
