import { FailedEnding } from './FailedEnding';
import type { Task } from './Task';

/**
 * Fails a step that ended well, though its task had been cancelled: Backstage does so in any case, and in words that say
 * nothing of what it came to.
 *
 * @throws FailedEnding
 */
export function requireWanted(
  { signal }: Pick<Task, 'signal'>,
  sentence: string,
): void {
  if (signal?.aborted) throw new FailedEnding({ sentence });
}
