import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Runs something with a time limit.
 *
 * @throws Error when it has not finished within the limit
 */
export async function within<T>(ms: number, run: () => Promise<T>): Promise<T> {
  const abort = new AbortController();
  const limit = sleep(ms, undefined, { signal: abort.signal, ref: false });
  try {
    return await Promise.race([
      run(),
      limit.then(() => Promise.reject(new Error(`No answer in ${ms} ms.`))),
    ]);
  } finally {
    limit.catch(() => {});
    abort.abort();
  }
}
