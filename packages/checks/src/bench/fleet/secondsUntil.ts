import { setTimeout as sleep } from 'node:timers/promises';

/** Seconds after which the run has failed. */
const timeout = 600;

/** @throws Error with what was read last */
export async function secondsUntil<T>(
  read: () => Promise<T>,
  isReached: (value: T) => boolean,
): Promise<number> {
  const startedAt = performance.now();
  for (;;) {
    const value = await read();
    const seconds = (performance.now() - startedAt) / 1000;
    if (isReached(value)) return seconds;
    if (seconds > timeout) {
      throw new Error(`Not reached: ${JSON.stringify(value).slice(0, 2_000)}`);
    }
    await sleep(500);
  }
}
