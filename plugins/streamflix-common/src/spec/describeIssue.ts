import { z } from 'zod/v4';
import { environmentInputSchema } from './EnvironmentSpec';
import type { Problem } from './Problem';

interface JsonSchema {
  title?: string;
  properties?: Record<string, JsonSchema>;
}

let schema: JsonSchema | undefined;

/** The words of the form for a path: its title, or the path itself where the form has no such field. */
export function titleOf(path: readonly PropertyKey[]): string {
  schema ??= z.toJSONSchema(environmentInputSchema, {
    io: 'input',
  }) as JsonSchema;
  let node: JsonSchema | undefined = schema;
  let title: string | undefined;
  for (const key of path) {
    node = node?.properties?.[String(key)];
    title = node?.title ?? title;
  }
  return title ?? path.join('.');
}

function predicate(issue: z.core.$ZodIssue, value: unknown): string {
  switch (issue.code) {
    case 'invalid_type':
      if (value === undefined) return 'is required';
      if (issue.expected === 'record') return 'must be keys with values';
      return issue.expected === 'int'
        ? 'must be a whole number'
        : `must be ${/^[aeio]/.test(issue.expected) ? 'an' : 'a'} ${
            issue.expected
          }`;
    case 'too_small':
      return issue.origin === 'string'
        ? `must have at least ${issue.minimum} characters`
        : `must be at least ${issue.minimum}`;
    case 'too_big':
      if (issue.origin === 'string') {
        return `must have at most ${issue.maximum} characters`;
      }
      return issue.origin === 'array'
        ? `must have at most ${issue.maximum} entries`
        : `must be at most ${issue.maximum}`;
    case 'not_multiple_of':
      return `must be a multiple of ${issue.divisor}`;
    case 'invalid_value':
      return value === undefined
        ? 'is required'
        : `must be one of ${issue.values.join(', ')}`;
    case 'invalid_key':
      return issue.issues[0]?.message ?? issue.message;
    default:
      return issue.message;
  }
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null
        ? Reflect.get(value, key)
        : undefined,
    input,
  );
}

/** Without the lesser of two bounds one number breaks: a whole number beyond what a computer can count is beyond both. */
export function strictest(
  issues: readonly z.core.$ZodIssue[],
): z.core.$ZodIssue[] {
  return issues.filter(
    issue =>
      issue.code !== 'too_big' ||
      !issues.some(
        other =>
          other.code === 'too_big' &&
          other.path.join('.') === issue.path.join('.') &&
          other.maximum < issue.maximum,
      ),
  );
}

/** Tells a schema issue in the words of the form. Values are not repeated: what was typed into a field may be a secret. */
export function describeIssue(
  issue: z.core.$ZodIssue,
  input: unknown,
): Problem[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map(key => {
      const path = [...issue.path, key].join('.');
      return { path, message: `${path} is not a setting of an environment.` };
    });
  }
  return [
    {
      path: issue.path.join('.'),
      message: `${titleOf(issue.path)} ${predicate(
        issue,
        valueAt(input, issue.path),
      )}.`,
    },
  ];
}
