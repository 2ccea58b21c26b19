/**
 * Waits for all promises even if one fails; otherwise what the others have opened would stay open.
 *
 * @throws the first error
 */
export async function allEnded<T>(work: readonly Promise<T>[]): Promise<T[]> {
  await Promise.allSettled(work);
  return Promise.all(work);
}
