import type { ReadingStore } from '@streamflix/backstage-plugin-streamflix-node';
import type { SimpleCache } from './FaultTolerantCache';
import { Slot } from './StatusCache';

/** Seconds for which what changes only with a stack is kept: a day. It is then read once more. */
const ttl = 24 * 3600;

/** Milliseconds for which this process does not look for what another replica has read. */
const ownFor = 55 * 60_000;

type Stored = { value: object; readAt: string };

/** What changes only with a stack, in Backstage's cache: what one replica has read, no other one reads, also after a restart. */
export class ReadingCache implements ReadingStore {
  constructor(
    private readonly cache: SimpleCache,
    private readonly memory: ReadingStore,
  ) {}

  async get(key: string): Promise<Stored | undefined> {
    const own = await this.memory.get(key);
    const shared = await this.unlessOwn(key, own);
    if (shared) await this.memory.set(key, shared);
    return shared ?? own;
  }

  async set(key: string, reading: Stored): Promise<void> {
    await this.memory.set(key, reading);
    await this.slot(key).set(reading);
  }

  /** What is read again regularly may have been read by another replica. */
  private unlessOwn(key: string, own: Stored | undefined) {
    return own && Date.now() - Date.parse(own.readAt) < ownFor
      ? undefined
      : this.slot(key).get();
  }

  private slot(key: string): Slot<Stored> {
    return new Slot(this.cache, `streamflix:v2:reading:${key}`, ttl);
  }
}
