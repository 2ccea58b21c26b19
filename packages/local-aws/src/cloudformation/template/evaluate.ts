import { validationError } from './validationError';
import { FUNCTIONS, SUPPORTED } from './intrinsicFunctions';
import { NO_VALUE } from './pseudoParameters';
import { asFunction } from './references';
import type { Scope } from './Scope';
import { isObject, type Json } from './Template';

/**
 * Evaluates every intrinsic function in a value. Members that evaluate to `AWS::NoValue` are omitted.
 *
 * @throws AwsError `ValidationError` when a function is used incorrectly or refers to nothing.
 */
export function evaluate(value: Json, scope: Scope): unknown {
  if (Array.isArray(value)) {
    return value
      .map(item => evaluate(item, scope))
      .filter(item => item !== NO_VALUE);
  }
  if (!isObject(value)) return value;
  const call = asFunction(value);
  // `Condition` is a function within conditions, and an ordinary key of an IAM statement elsewhere.
  if (call && call.name !== 'Condition') {
    const apply = FUNCTIONS[call.name];
    if (!apply) {
      throw validationError(
        `Template error: Encountered unsupported function: ${call.name} Supported functions are: [${SUPPORTED}]`,
      );
    }
    return apply(call.argument, scope, evaluate);
  }
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, item]) => [key, evaluate(item, scope)] as const)
      .filter(([, item]) => item !== NO_VALUE),
  );
}
