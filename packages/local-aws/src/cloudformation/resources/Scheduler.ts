interface Entry {
  /** Milliseconds of `performance.now()`. */
  readonly due: number;
  wake: () => void;
  cancelled: boolean;
}

/** Waits in simulated time. All waits of all stacks share one timer, which never keeps the process alive. */
export class Scheduler {
  /** Latest first, so the next due entry is last. */
  private readonly entries: Entry[] = [];
  private timer: NodeJS.Timeout | undefined;
  private closed = false;

  /** @param speed - simulated seconds in one real second. */
  constructor(private readonly speed: number) {}

  /**
   * Waits for simulated seconds. After `close` it never resolves, which stops all operations in progress.
   *
   * @throws the signal's reason, as soon as it is aborted.
   */
  sleep(seconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(signal.reason);
        return;
      }
      const entry: Entry = {
        due: performance.now() + (seconds * 1000) / this.speed,
        wake: resolve,
        cancelled: false,
      };
      function abort() {
        entry.cancelled = true;
        reject(signal?.reason);
      }
      entry.wake = () => {
        signal?.removeEventListener('abort', abort);
        resolve();
      };
      signal?.addEventListener('abort', abort, { once: true });
      if (seconds !== Infinity) this.insert(entry);
    });
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
    this.entries.length = 0;
  }

  private insert(entry: Entry): void {
    let low = 0;
    let high = this.entries.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.entries[middle].due > entry.due) low = middle + 1;
      else high = middle;
    }
    this.entries.splice(low, 0, entry);
    if (low === this.entries.length - 1) this.arm();
  }

  private arm(): void {
    clearTimeout(this.timer);
    const next = this.entries.at(-1);
    if (!next || this.closed) return;
    this.timer = setTimeout(
      () => this.run(),
      Math.max(0, next.due - performance.now()),
    );
    this.timer.unref();
  }

  private run(): void {
    const now = performance.now();
    while (
      this.entries.length > 0 &&
      this.entries[this.entries.length - 1].due <= now
    ) {
      const entry = this.entries.pop();
      if (entry && !entry.cancelled) entry.wake();
    }
    this.arm();
  }
}
