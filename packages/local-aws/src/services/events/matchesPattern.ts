import { isFields } from '../../world/values';

/** A condition such as `{ prefix: 'arn:' }`. */
const conditions: Readonly<
  Record<string, (value: unknown, expected: unknown) => boolean>
> = {
  prefix: (value, expected) =>
    typeof value === 'string' && value.startsWith(String(expected)),
  suffix: (value, expected) =>
    typeof value === 'string' && value.endsWith(String(expected)),
  exists: (value, expected) => (value !== undefined) === expected,
  'anything-but': (value, expected) =>
    value !== undefined && ![expected].flat().includes(value),
};

/**
 * Whether an event matches the pattern of a rule. Of the comparison operators only prefix, suffix, exists and anything-but are
 * imitated; another one matches nothing.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export function matchesPattern(event: unknown, pattern: unknown): boolean {
  if (Array.isArray(pattern)) {
    const values = Array.isArray(event) ? event : [event];
    return pattern.some(expected =>
      values.some(value => matchesValue(value, expected)),
    );
  }
  if (!isFields(pattern)) return false;
  const fields = isFields(event) ? event : {};
  return Object.entries(pattern).every(([name, expected]) =>
    name === '$or' && Array.isArray(expected)
      ? expected.some(each => matchesPattern(event, each))
      : matchesPattern(fields[name], expected),
  );
}

function matchesValue(value: unknown, expected: unknown): boolean {
  if (!isFields(expected)) return value === expected;
  return Object.entries(expected).every(
    ([name, operand]) => conditions[name]?.(value, operand) ?? false,
  );
}
