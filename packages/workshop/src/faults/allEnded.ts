/**
 * Waits for all, also when one fails: what the others have opened would otherwise stay open.
 *
 * @throws the first error
 */
export async function allEnded<T>(work: readonly Promise<T>[]): Promise<T[]> {
  await Promise.allSettled(work);
  return Promise.all(work);
}
