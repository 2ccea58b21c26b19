import { isError } from '@backstage/errors';
import {
  AwsError,
  RefusedError,
} from '@streamflix/backstage-plugin-streamflix-node';
import { FailedEnding } from './FailedEnding';

const isExpected = (error: unknown): error is Error =>
  error instanceof RefusedError ||
  error instanceof AwsError ||
  error instanceof FailedEnding ||
  (isError(error) &&
    ['NotAllowedError', 'AuthenticationError', 'NotFoundError'].includes(
      error.name,
    ));

/**
 * Runs a step so that its expected errors read well in the task's log, which shows an error by its stack: places in our
 * code say nothing to the reader, and push what does out of sight. Surprises keep theirs.
 */
export async function plainly<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (isExpected(error)) error.stack = error.message;
    throw error;
  }
}
