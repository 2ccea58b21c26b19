import { setTimeout as sleep } from 'node:timers/promises';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { JsonValue } from '@backstage/types';
import { LRUCache } from 'lru-cache';

/** What is used of Backstage's cache. */
export interface SimpleCache {
  get<T extends JsonValue>(key: string): Promise<T | undefined>;
  /** @param options.ttl - milliseconds */
  set(key: string, value: JsonValue, options: { ttl: number }): Promise<void>;
}

/** Milliseconds the cache may take to answer: it is there to save time. */
const timeout = 500;
/** Milliseconds for which a cache that did not answer is left alone. */
const rest = 10_000;
/** Values this process remembers; a status takes some kilobytes. */
const remembered = 1_000;

/**
 * Backstage's cache, with something to fall back on. A client of Redis or Valkey that has lost its connection holds every
 * call back until it has another, a minute and more; meanwhile nobody would learn how anything is. What the cache does not
 * answer in time is answered from what this process wrote itself.
 */
export class FaultTolerantCache implements SimpleCache {
  private readonly own = new LRUCache<string, { value: JsonValue }>({
    max: remembered,
  });
  private restsUntil = 0;

  constructor(
    private readonly shared: SimpleCache,
    private readonly logger: Pick<LoggerService, 'warn'>,
  ) {}

  async get<T extends JsonValue>(key: string): Promise<T | undefined> {
    const answer = await this.ask(() => this.shared.get<T>(key));
    // Here as there, what is read under a key is what was written under it.
    return (answer ?? (this.own.get(key) as { value: T } | undefined))?.value;
  }

  async set(
    key: string,
    value: JsonValue,
    options: { ttl: number },
  ): Promise<void> {
    this.own.set(key, { value }, options);
    await this.ask(() => this.shared.set(key, value, options));
  }

  /** The cache's answer, or undefined when it has none to give now. */
  private async ask<T>(
    call: () => Promise<T>,
  ): Promise<{ value: T } | undefined> {
    if (Date.now() < this.restsUntil) return undefined;
    try {
      return { value: await Promise.race([call(), tooLate()]) };
    } catch (error) {
      // Of those that waited together the first says it.
      if (Date.now() < this.restsUntil) return undefined;
      this.restsUntil = Date.now() + rest;
      this.logger.warn(
        `The cache does not answer and is left alone for ${
          rest / 1000
        } seconds; what this replica remembers stands in for it. ${error}`,
      );
      return undefined;
    }
  }
}

async function tooLate(): Promise<never> {
  await sleep(timeout, undefined, { ref: false });
  throw new Error(`No answer within ${timeout} milliseconds.`);
}
