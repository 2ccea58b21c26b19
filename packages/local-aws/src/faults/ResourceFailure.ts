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

/**
 * The error codes of resource handlers. Source: CloudFormation CLI, "Handler error codes".
 *
 * @public
 */
export type HandlerErrorCode = (typeof HANDLER_ERROR_CODES)[number];

/** Fails the operation on one resource; the message is its `ResourceStatusReason`. */
export class ResourceFailure extends Error {
  /** A handler's message in CloudFormation's format. */
  static fromHandler(message: string, code: HandlerErrorCode): ResourceFailure {
    return new ResourceFailure(
      `Resource handler returned message: "${message}" (RequestToken: ${randomUUID()}, HandlerErrorCode: ${code})`,
    );
  }

  /** An error of the AWS service that the handler called. */
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
