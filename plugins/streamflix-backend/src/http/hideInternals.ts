import type { LoggerService } from '@backstage/backend-plugin-api';
import { InputError, ServiceUnavailableError } from '@backstage/errors';
import { AwsError } from '@streamflix/backstage-plugin-streamflix-node';
import type { ErrorRequestHandler } from 'express';
import { TooManyRequestsError } from '../limits/TooManyRequestsError';

/** Errors whose messages are safe for the caller. */
const publicErrors = [
  'AuthenticationError',
  'ConflictError',
  'InputError',
  'NotAllowedError',
  'NotFoundError',
];

const isFromSdk = (error: unknown): error is Error =>
  error instanceof Error && '$metadata' in error;

function publicErrorOf(error: unknown): Error {
  if (error instanceof AwsError) {
    return new ServiceUnavailableError(error.publicMessage);
  }
  if (isFromSdk(error)) {
    return new ServiceUnavailableError(
      `AWS did not answer as expected (${error.name}). Ask the operator of this installation; the backend's log has details.`,
    );
  }
  // From the parser of Express; its message repeats the body.
  if (error instanceof Error && /^entity\./.test(Object(error).type)) {
    return new InputError('The body is not valid JSON, or too large.');
  }
  // From Express, for a path that cannot be decoded; its message repeats the path.
  if (error instanceof URIError)
    return new InputError('The path is not valid.');
  return new Error(
    "Something went wrong. Ask the operator of this installation; the backend's log has details.",
  );
}

/**
 * Keeps internals out of responses: AWS messages may contain roles, accounts and hosts, and an unexpected error may contain
 * anything. Those are logged; the caller gets a message a user can act on.
 */
export function hideInternals(logger: LoggerService): ErrorRequestHandler {
  return (error, _request, response, next) => {
    if (error instanceof TooManyRequestsError) {
      response.setHeader('Retry-After', error.retryAfterSeconds);
      next(error);
      return;
    }
    if (error instanceof Error && publicErrors.includes(error.name)) {
      next(error);
      return;
    }
    logger.error(
      'A request failed',
      error instanceof Error ? error : new Error(String(error)),
    );
    next(publicErrorOf(error));
  };
}
