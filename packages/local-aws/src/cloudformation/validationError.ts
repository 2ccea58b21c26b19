import { AwsError } from '../Service';

/** What CloudFormation answers to a request it understood and refuses. */
export const validationError = (message: string): AwsError =>
  new AwsError('ValidationError', message);
