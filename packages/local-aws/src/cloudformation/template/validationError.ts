import { AwsError } from '../../protocols/Service';

/** CloudFormation's response to a request that it understands and refuses. */
export const validationError = (message: string): AwsError =>
  new AwsError('ValidationError', message);
