import type {
  Reading,
  StackFacts,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { ReadingStore } from '../aws/ReadingStore';
import type { Unread } from './reading';

/** Milliseconds for which a reading of all environments uses what only a change of the stack should change. */
const maxAge = 60 * 60_000;

/** What was not read yet, because there are too many environments to read all of it at once. */
const notYet = (): Unread => ({
  ok: false,
  reason: 'It has not been read yet, and is read within a few minutes.',
  readAt: new Date().toISOString(),
});

/** Readings of what a stack consists of, which change with the stack and seldom otherwise. */
export class RareReadings {
  /**
   * @param until - milliseconds since the epoch after which only what was read before is used; undefined for a reading that a user
   *   waits for
   */
  constructor(
    private readonly store: ReadingStore,
    private readonly until?: number,
  ) {}

  /**
   * @param reading.always - whether it may change without its stack, so that it is read again every hour, and whenever a user asks
   */
  async read<T extends object>(
    { stackArn, updatedAt, status }: StackFacts,
    { what, always }: { what: string; always: boolean },
    ask: () => Promise<Reading<T>>,
  ): Promise<Reading<T>> {
    // The status is part of the key: while a stack changes, what it consists of may be the old or the new.
    const key = [what, stackArn, updatedAt, status].join(' ');
    const found = await this.store.get(key);
    // Only this method sets what is stored under a key.
    const stored =
      found && ({ ok: true, ...found } as Reading<T> & { ok: true });
    if (stored && !always) return stored;
    if (this.until !== undefined) {
      if (stored && Date.now() - Date.parse(stored.readAt) < maxAge)
        return stored;
      if (Date.now() > this.until) return stored ?? notYet();
    }
    const reading = await ask();
    if (reading.ok) await this.store.set(key, reading);
    return reading;
  }
}
