/**
 * Runs something with a time limit.
 *
 * @throws Error when it has not finished within the limit
 */
export async function within<T>(ms: number, run: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    const fail = () => reject(new Error(`No answer in ${ms} ms.`));
    timer = setTimeout(fail, ms).unref();
  });
  try {
    return await Promise.race([run(), limit]);
  } finally {
    clearTimeout(timer);
  }
}
