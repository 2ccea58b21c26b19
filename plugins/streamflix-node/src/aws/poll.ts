import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Reads until there is a result, with waits that grow by half each time.
 *
 * @param read - returns undefined while there is no result
 * @param options.first - milliseconds before the second reading
 * @param options.longest - maximum milliseconds between two readings
 * @param options.limit - milliseconds after which it gives up
 * @returns undefined when it gave up
 */
export async function poll<T>(
  read: () => Promise<T | undefined>,
  options: {
    first: number;
    longest: number;
    limit: number;
    signal?: AbortSignal;
  },
): Promise<T | undefined> {
  const { first, longest, limit, signal } = options;
  const deadline = Date.now() + limit;
  for (let wait = first; ; wait = Math.min(wait * 1.5, longest)) {
    const result = await read();
    if (result !== undefined || Date.now() > deadline) return result;
    await sleep(wait, undefined, { signal });
  }
}
