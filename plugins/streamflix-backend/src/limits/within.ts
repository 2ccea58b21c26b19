/** Parts of a time limit. */
const parts = 5;

/**
 * Runs something with a time limit. What this process computes in one go counts as a fifth of it at most: the answer to a busy
 * process may have come in time.
 *
 * @param ms - milliseconds
 * @throws Error when it has not finished within the limit
 */
export async function within<T>(ms: number, run: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    const wait = (left: number) => {
      const next = () =>
        left > 1 ? wait(left - 1) : reject(new Error(`No answer in ${ms} ms.`));
      timer = setTimeout(next, ms / parts).unref();
    };
    wait(parts);
  });
  try {
    return await Promise.race([run(), limit]);
  } finally {
    clearTimeout(timer);
  }
}
