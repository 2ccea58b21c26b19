import { AwsError } from '../../protocols/Service';

/** CloudFormation's response to a request that it understands and refuses. */
export const validationError = (message: string): AwsError =>
  new AwsError('ValidationError', message);

/** A template that is not written as templates are. */
export const formatError = (message: string): AwsError =>
  validationError(`Template format error: ${message}`);
