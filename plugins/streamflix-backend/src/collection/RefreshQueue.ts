import { setTimeout as sleep } from 'node:timers/promises';
import {
  toResourceRef,
  type EnvironmentRef,
} from '@streamflix/backstage-plugin-streamflix-common';
import { inBackground } from '@streamflix/backstage-plugin-streamflix-node';
import pLimit from 'p-limit';

/** Milliseconds from the first event to the reading: a change has many events. */
const debounce = 500;
/** Minimum milliseconds between the starts of two readings of one environment. */
const minInterval = 3_000;
/** Environments read at the same time. */
const maxConcurrent = 8;

/**
 * Reads environments that events are about, however many events there are: those that arrive before a reading starts share it, and
 * all readings together stay within half of AWS's rates.
 */
export class RefreshQueue {
  private readonly queued = new Map<string, Promise<void>>();
  /** Each ends when the environment may be read again. */
  private readonly pauses = new Map<string, Promise<void>>();
  private readonly limit = pLimit(maxConcurrent);

  constructor(
    private readonly read: (ref: EnvironmentRef) => Promise<void>,
    private readonly pace = { settling: debounce, between: minInterval },
  ) {}

  /** Resolves when the environment has been read after this call. */
  refresh(ref: EnvironmentRef): Promise<void> {
    const key = toResourceRef(ref);
    const found = this.queued.get(key);
    if (found) return found;
    const reading = (this.pauses.get(key) ?? sleep(this.pace.settling)).then(
      () =>
        this.limit(() => {
          this.queued.delete(key);
          const pause = sleep(this.pace.between).then(() => {
            if (this.pauses.get(key) === pause) this.pauses.delete(key);
          });
          this.pauses.set(key, pause);
          return inBackground(() => this.read(ref));
        }),
    );
    this.queued.set(key, reading);
    return reading;
  }
}
