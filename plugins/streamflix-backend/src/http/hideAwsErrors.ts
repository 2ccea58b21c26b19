import type { LoggerService } from '@backstage/backend-plugin-api';
import { ServiceUnavailableError } from '@backstage/errors';
import type { ErrorRequestHandler } from 'express';

const isFromSdk = (error: unknown): error is Error =>
  error instanceof Error && '$metadata' in error;

/**
 * Keeps to ourselves what AWS says to us: its messages name roles, hosts and request ids. Known troubles have been
 * translated by then; the rest goes to the log, and the caller learns that AWS did not answer.
 */
export function hideAwsErrors(logger: LoggerService): ErrorRequestHandler {
  return (error, _request, _response, next) => {
    if (!isFromSdk(error)) {
      next(error);
      return;
    }
    logger.error(`AWS did not answer as expected: ${error.message}`, error);
    next(
      new ServiceUnavailableError(
        `AWS did not answer as expected (${error.name}). The backend's log says more.`,
      ),
    );
  };
}
