import { LRUCache } from 'lru-cache';
import { SingleFlight } from '../collection/SingleFlight';
import type { Spend } from './CallBudget';

/**
 * What was read from AWS a moment ago. Requests for the same thing at the same time share one reading, paid by the user whose
 * request started it; what is remembered is free. What does not exist is remembered as well, an error is not.
 */
export class RecentReadings<T> {
  private readonly flights = new SingleFlight<T>();
  private readonly remembered: LRUCache<string, { value: T }>;

  constructor(
    private readonly options: {
      /** How long a reading is good for. */
      milliseconds: number;
      /** Readings remembered. */
      max: number;
      /** Calls to AWS that a reading usually takes. */
      calls: number;
    },
  ) {
    const { milliseconds: ttl, max } = options;
    this.remembered = new LRUCache({ max, ttl, ttlResolution: 0, perf: Date });
  }

  /** @throws TooManyRequestsError when the user cannot pay for a new reading; the rest as `read` */
  async get(key: string, spend: Spend, read: () => Promise<T>): Promise<T> {
    const found = this.remembered.get(key);
    if (found) return found.value;
    return this.flights.run(key, () =>
      spend(this.options.calls, async () => {
        const value = await read();
        this.remembered.set(key, { value });
        return value;
      }),
    );
  }

  forget(key: string): void {
    this.remembered.delete(key);
  }
}
