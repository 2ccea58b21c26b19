import type { ReadingStore } from '@streamflix/backstage-plugin-streamflix-node';
import type { SimpleCache } from './FaultTolerantCache';
import { Slot } from './StatusCache';

/** Seconds for which what changes only with a stack is kept: a day. It is then read again. */
const ttl = 24 * 3600;

/** Milliseconds for which this process uses its own reading, without checking for a later one of another replica. */
const ownReadingLifetime = 55 * 60_000;

type Stored = { value: object; readAt: string };

/** Readings that change only with a stack, in Backstage's cache: what one replica has read, no other replica reads, also after a restart. */
export class ReadingCache implements ReadingStore {
  constructor(
    private readonly cache: SimpleCache,
    private readonly memory: ReadingStore,
  ) {}

  async get(key: string): Promise<Stored | undefined> {
    const own = await this.memory.get(key);
    const shared = await this.readShared(key, own);
    if (shared) await this.memory.set(key, shared);
    return shared ?? own;
  }

  async set(key: string, reading: Stored): Promise<void> {
    await this.memory.set(key, reading);
    await this.slot(key).set(reading);
  }

  /** Another replica may have read a value again that this process read a while ago. */
  private readShared(key: string, own: Stored | undefined) {
    return own && Date.now() - Date.parse(own.readAt) < ownReadingLifetime
      ? undefined
      : this.slot(key).get();
  }

  private slot(key: string): Slot<Stored> {
    return new Slot(this.cache, `streamflix:v2:reading:${key}`, ttl);
  }
}
