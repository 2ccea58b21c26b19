import { RefusedError } from '../aws/RefusedError';
import { withCause } from '../diagnosis/causes';

/**
 * Runs a call to CloudFormation. What CloudFormation says of a request it does not accept is about what was requested, and no fault of
 * ours.
 *
 * @param message - what cannot be done
 * @throws RefusedError; the rest as it came
 */
export async function asRefusal<T>(
  path: string,
  message: string,
  call: () => Promise<T>,
): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'ValidationError') {
      throw error;
    }
    throw new RefusedError([
      { path, message: `${message} AWS reports: ${withCause(error.message)}` },
    ]);
  }
}
