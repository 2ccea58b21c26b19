import { OperationFailedError } from './OperationFailedError';
import type { Task } from './Task';

/**
 * Fails a successful step whose task had been cancelled. Backstage fails it anyway, but with a message that does not include the
 * outcome.
 *
 * @throws OperationFailedError
 */
export function failIfCancelled(
  { signal }: Pick<Task, 'signal'>,
  message: string,
): void {
  if (signal?.aborted) throw new OperationFailedError({ message });
}
