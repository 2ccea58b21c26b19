import type { LoggerService } from '@backstage/backend-plugin-api';
import { ServiceUnavailableError } from '@backstage/errors';
import type { ErrorRequestHandler } from 'express';

const isFromSdk = (error: unknown): error is Error =>
  error instanceof Error && '$metadata' in error;

/**
 * Keeps to ourselves what AWS says that nobody foresaw: it may name anything. Known troubles have been translated by then, and
 * tell what a person can act on, such as the role that lacks a permission. The rest goes to the log, and the caller learns that
 * AWS did not answer as expected.
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
