import { RefusedError } from '../aws/RefusedError';
import { withCause } from '../causes/findCause';

/**
 * Runs a call to CloudFormation. A ValidationError is caused by the user's request and is not an internal error.
 *
 * @param message - what cannot be done
 * @throws RefusedError; other errors unchanged
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
