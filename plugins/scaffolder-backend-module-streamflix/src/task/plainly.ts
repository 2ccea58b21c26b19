import { isError } from '@backstage/errors';
import {
  AwsError,
  RefusedError,
  SynthesisError,
} from '@streamflix/backstage-plugin-streamflix-node';
import { FailedEnding } from './FailedEnding';
import type { Task } from './Task';

const isExpected = (error: unknown): error is Error =>
  error instanceof RefusedError ||
  error instanceof AwsError ||
  error instanceof SynthesisError ||
  error instanceof FailedEnding ||
  (isError(error) &&
    ['NotAllowedError', 'AuthenticationError', 'NotFoundError'].includes(
      error.name,
    ));

const isAbort = (error: unknown, { reason }: AbortSignal) =>
  error === reason || (isError(error) && error.name === 'AbortError');

/** What is true of a task that was cancelled early enough. */
export const cancelledBefore =
  'The task was cancelled before anything was changed.';

/**
 * Runs a step so that its expected errors read well in the task's log, which shows an error by its stack: places in our
 * code say nothing to the reader, and push what does out of sight. Surprises keep theirs.
 */
export async function plainly<T>(
  { signal }: Pick<Task, 'signal'>,
  run: () => Promise<T>,
): Promise<T> {
  try {
    return await run();
  } catch (thrown) {
    // What was begun in AWS ends as an outcome, also when it is cancelled; only what came before breaks off so.
    const error =
      signal?.aborted && isAbort(thrown, signal)
        ? new FailedEnding({ sentence: cancelledBefore })
        : thrown;
    if (isExpected(error)) error.stack = error.message;
    throw error;
  }
}
