import type { JsonValue } from '@backstage/types';
import {
  toResourceRef,
  type EnvironmentList,
  type EnvironmentRef,
  type EnvironmentStatus,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { SimpleCache } from './FaultTolerantCache';

/** Something that was cached, and when, in milliseconds since the epoch. */
interface Cached<T> {
  value: T;
  at: number;
}

/** One value in Backstage's cache, which may forget it at any time. */
export class Slot<T> {
  constructor(
    private readonly cache: SimpleCache,
    private readonly key: string,
    private readonly ttlSeconds: number,
  ) {}

  /** The value, if it is not older than this. */
  async get(maxAgeMs = Number.POSITIVE_INFINITY): Promise<T | undefined> {
    const found: unknown = await this.cache.get(this.key);
    // Only `set` writes under these keys, and their version tells its shape.
    const cached = found as Cached<T> | undefined;
    return cached && Date.now() - cached.at <= maxAgeMs
      ? cached.value
      : undefined;
  }

  /** @param ttlSeconds - where this value is worth less time than others under its key */
  async set(value: T, ttlSeconds = this.ttlSeconds): Promise<void> {
    const cached: Cached<T> = { value, at: Date.now() };
    // Plain data, but its types have optional members, which JSON has not.
    const json: JsonValue = JSON.parse(JSON.stringify(cached));
    await this.cache.set(this.key, json, { ttl: ttlSeconds * 1000 });
  }
}

/**
 * What is cached of environments. The keys carry a version, so that what another version of this plugin wrote is not found, and the
 * plugin's name, for Backstage's Valkey store leaves it out.
 */
export class StatusCache {
  constructor(
    private readonly cache: SimpleCache,
    /** How long anything is kept at all. */
    private readonly ttlSeconds: number,
  ) {}

  get list(): Slot<EnvironmentList> {
    return this.slot('list');
  }

  status(ref: EnvironmentRef): Slot<EnvironmentStatus> {
    return this.slot(`status:${toResourceRef(ref)}`);
  }

  private slot<T>(key: string): Slot<T> {
    return new Slot<T>(this.cache, `streamflix:v1:${key}`, this.ttlSeconds);
  }
}
