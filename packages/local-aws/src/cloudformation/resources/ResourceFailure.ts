import { randomUUID } from 'node:crypto';

/**
 * Error codes of CloudFormation's resource handlers.
 *
 * @see https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-test-contract-errors.html
 */
export const HANDLER_ERROR_CODES = [
  'AccessDenied',
  'AlreadyExists',
  'GeneralServiceException',
  'InternalFailure',
  'InvalidCredentials',
  'InvalidRequest',
  'NetworkFailure',
  'NotFound',
  'NotStabilized',
  'NotUpdatable',
  'ResourceConflict',
  'ServiceInternalError',
  'ServiceLimitExceeded',
  'Throttling',
] as const;

export type HandlerErrorCode = (typeof HANDLER_ERROR_CODES)[number];

/** Ends the work on one resource; the message is its `ResourceStatusReason`. */
export class ResourceFailure extends Error {
  /** What a handler says, in the frame CloudFormation puts around it. */
  static fromHandler(message: string, code: HandlerErrorCode): ResourceFailure {
    return new ResourceFailure(
      `Resource handler returned message: "${message}" (RequestToken: ${randomUUID()}, HandlerErrorCode: ${code})`,
    );
  }

  /** What an AWS service says to the handler that called it. */
  static fromService(
    service: string,
    message: string,
    code: HandlerErrorCode = 'InvalidRequest',
    status = 400,
  ): ResourceFailure {
    return ResourceFailure.fromHandler(
      `${message} (Service: ${service}, Status Code: ${status}, Request ID: ${randomUUID()}) (SDK Attempt Count: 1)`,
      code,
    );
  }
}
