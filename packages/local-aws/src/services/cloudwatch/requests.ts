import { AwsError } from '../../protocols/Service';
import {
  dateOf,
  type Fields,
  fieldsOf,
  listOf,
  numberOf,
  stringOf,
} from '../../world/values';
import type { Dimensions } from './Metric';

export function invalid(message: string, code = 'InvalidParameterValue') {
  return new AwsError(code, message);
}

export function validationError(message: string): AwsError {
  return new AwsError('ValidationError', message);
}

/** @throws AwsError when the member is missing or not a time */
function requireDate(input: Fields, member: string): Date {
  const date = dateOf(input[member]);
  if (!date) {
    throw invalid(`The parameter ${member} is required.`, 'MissingParameter');
  }
  return date;
}

/** Start and end of a request. @throws AwsError when the end is not after the start */
export function timeRange(input: Fields): { start: Date; end: Date } {
  const start = requireDate(input, 'StartTime');
  const end = requireDate(input, 'EndTime');
  if (start >= end) {
    throw validationError(
      'The parameter StartTime must be less than the parameter EndTime.',
    );
  }
  return { start, end };
}

/** @throws AwsError when CloudWatch does not support the period */
export function periodOf(input: Fields): number {
  const period = numberOf(input.Period);
  if (period === undefined) {
    throw invalid('The parameter Period is required.', 'MissingParameter');
  }
  const isShort = [1, 5, 10, 20, 30].includes(period);
  if (!isShort && (period < 60 || period % 60 !== 0)) {
    throw invalid(
      `The parameter Period must be 1, 5, 10, 20, 30, or a multiple of 60, but is ${period}.`,
    );
  }
  return period;
}

export function dimensionsOf(input: Fields): Dimensions {
  return Object.fromEntries(
    listOf(input.Dimensions)
      .map(fieldsOf)
      .map(({ Name, Value }) => [String(Name), stringOf(Value) ?? '']),
  );
}
