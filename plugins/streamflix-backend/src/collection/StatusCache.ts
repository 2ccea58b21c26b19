import { randomUUID } from 'node:crypto';
import type { AwsTarget } from '@streamflix/backstage-plugin-streamflix-node';
import {
  toResourceRef,
  type EnvironmentList,
  type EnvironmentRef,
  type EnvironmentStatus,
} from '@streamflix/backstage-plugin-streamflix-common';
import { LRUCache } from 'lru-cache';
import type { SimpleCache } from './FaultTolerantCache';
import { changedRows } from './rows';

/** A cached value, and when it was cached, in milliseconds since the epoch. */
interface Cached<T> {
  value: T;
  at: number;
}

/** Values that were parsed, with their text, by key. */
type Parsed<T> = LRUCache<string, { text: string; cached: Cached<T> }>;

/** One value in Backstage's cache, which may evict it at any time. */
export class Slot<T> {
  constructor(
    private readonly cache: SimpleCache,
    private readonly key: string,
    private readonly ttlSeconds: number,
    /** Where what is read often is kept: the same text is then the same object. */
    private readonly parsed?: Parsed<T>,
  ) {}

  async get(): Promise<T | undefined> {
    return (await this.read())?.value;
  }

  async read(): Promise<Cached<T> | undefined> {
    const text = await this.cache.get<string>(this.key);
    if (text === undefined) return undefined;
    const known = this.parsed?.get(this.key);
    if (known?.text === text) return known.cached;
    // Only `set` writes under these keys, and their version defines the shape.
    const cached: Cached<T> = JSON.parse(text);
    this.parsed?.set(this.key, { text, cached });
    return cached;
  }

  /** @param ttlSeconds - for a value with a shorter lifetime than others under its key */
  async set(value: T, ttlSeconds = this.ttlSeconds): Promise<void> {
    const cached: Cached<T> = { value, at: Date.now() };
    // As text, which takes less memory and time than the objects that a cache would make text of itself.
    const text = JSON.stringify(cached);
    await this.cache.set(this.key, text, { ttl: ttlSeconds * 1000 });
  }
}

/**
 * One value that is large and read often: it is parsed once for each version. The same version is the same object, so that callers
 * can keep what they derive from it.
 */
export class VersionedSlot<T extends object> {
  private current?: { version: string; value: T };

  constructor(
    private readonly version: Slot<string>,
    private readonly value: Slot<{ version: string; value: T }>,
    /** Called after a value has replaced another. */
    private readonly onChange: (before: T, after: T) => void,
  ) {}

  async get(): Promise<T | undefined> {
    const version = await this.version.get();
    if (version === undefined) return undefined;
    if (this.current?.version !== version)
      this.current = await this.value.get();
    return this.current?.value;
  }

  async set(value: T): Promise<void> {
    const before = await this.get();
    const version = randomUUID();
    await this.value.set({ version, value });
    await this.version.set(version);
    this.current = { version, value };
    if (before) this.onChange(before, value);
  }
}

/** Number of statuses that are kept as objects: those that are being viewed. */
const maxParsedStatuses = 200;

/** Seconds for which a target without events still counts as one that sends them. */
const eventQueueTtl = 7 * 24 * 3600;

/**
 * Cached data of environments. The keys contain a version, so that values of another version of this plugin are ignored, and the
 * plugin's name, because Backstage's Valkey store omits it.
 */
export class StatusCache {
  readonly list: VersionedSlot<EnvironmentList>;
  private readonly statuses: Parsed<EnvironmentStatus> = new LRUCache({
    max: maxParsedStatuses,
  });

  constructor(
    private readonly cache: SimpleCache,
    /** Maximum lifetime of all values. */
    private readonly ttlSeconds: number,
    /** Called with the environments whose rows have changed. */
    onChange: (refs: EnvironmentRef[]) => void,
  ) {
    this.list = new VersionedSlot(
      this.slot('list-version'),
      this.slot('list-of-version'),
      (before, after) => {
        const refs = changedRows(before, after);
        if (refs.length > 0) onChange(refs);
      },
    );
  }

  status(ref: EnvironmentRef): Slot<EnvironmentStatus> {
    return this.slot(
      `status:${toResourceRef(ref)}`,
      this.ttlSeconds,
      this.statuses,
    );
  }

  /** ARN of the queue by which a target reports its changes. */
  eventQueueOf({ account, region }: AwsTarget): Slot<string> {
    return this.slot(`pushed:${account}/${region}`, eventQueueTtl);
  }

  /** Set when everything of a target has been read. */
  fullRead({ account, region }: AwsTarget): Slot<true> {
    return this.slot(`collected:${account}/${region}`);
  }

  private slot<T>(
    key: string,
    ttl = this.ttlSeconds,
    parsed?: Parsed<T>,
  ): Slot<T> {
    return new Slot<T>(this.cache, `streamflix:v3:${key}`, ttl, parsed);
  }
}
