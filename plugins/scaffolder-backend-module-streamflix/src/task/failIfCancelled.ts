import { OperationFailedError } from './OperationFailedError';
import type { Task } from './Task';

/**
 * Fails a step that ended well, though its task had been cancelled: Backstage does so in any case, with a message that says
 * nothing of what it came to.
 *
 * @throws OperationFailedError
 */
export function failIfCancelled(
  { signal }: Pick<Task, 'signal'>,
  message: string,
): void {
  if (signal?.aborted) throw new OperationFailedError({ message });
}
