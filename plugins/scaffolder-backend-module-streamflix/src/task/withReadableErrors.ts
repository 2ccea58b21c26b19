import { isError } from '@backstage/errors';
import {
  AwsError,
  RefusedError,
  SynthesisError,
} from '@streamflix/backstage-plugin-streamflix-node';
import type { ActionServices } from './ActionServices';
import { OperationFailedError } from './OperationFailedError';
import type { Task } from './Task';

const userErrorNames =
  /^(NotAllowed|Authentication|NotFound|Conflict|ServiceUnavailable)Error$/;

const isAbort = (error: unknown, { reason }: AbortSignal) =>
  error === reason || (isError(error) && error.name === 'AbortError');

/** Message for a task that was cancelled before any change. */
const cancelledBefore = 'The task was cancelled before anything was changed.';

/** The message of an error for users; undefined for unexpected errors, whose message may contain anything. */
function messageFor(error: unknown): string | undefined {
  if (error instanceof AwsError) return error.publicMessage;
  if (error instanceof SynthesisError) return undefined;
  const isForUsers =
    error instanceof RefusedError ||
    error instanceof OperationFailedError ||
    (isError(error) && userErrorNames.test(error.name));
  return isForUsers ? (error as Error).message : undefined;
}

/**
 * Runs a step so that its errors are readable in the task's log, which shows the stack of an error. Details of no use to the
 * user, such as the name of a role in AWS, and unexpected errors go to the backend's log.
 */
export async function withReadableErrors<T>(
  { logger }: Pick<ActionServices, 'logger'>,
  { signal, task }: Pick<Task, 'signal' | 'task'>,
  run: () => Promise<T>,
): Promise<T> {
  try {
    return await run();
  } catch (thrown) {
    // An operation started in AWS ends with an outcome, even when cancelled; only earlier steps abort like this.
    const error =
      signal?.aborted && isAbort(thrown, signal)
        ? new OperationFailedError({ message: cancelledBefore })
        : thrown;
    const original = isError(error) ? error.message : String(error);
    const message = messageFor(error);
    if (message !== original) {
      logger.error(
        `Task ${task.id} failed: ${original}`,
        isError(error) ? error : undefined,
      );
    }
    const readable = new Error(
      message ??
        (error instanceof SynthesisError
          ? 'The template could not be synthesised. The log of the backend has the reason.'
          : 'An unexpected error occurred. The log of the backend has the details.'),
    );
    readable.name = isError(error) ? error.name : 'Error';
    readable.stack = readable.message;
    throw readable;
  }
}
