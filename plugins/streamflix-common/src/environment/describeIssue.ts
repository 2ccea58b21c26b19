import { z } from 'zod/v4';
import { environmentInputSchema } from './EnvironmentSpec';
import type { Problem } from './Problem';

interface JsonSchema {
  title?: string;
  properties?: Record<string, JsonSchema>;
}

let schema: JsonSchema | undefined;

/** Schema node below a node; nothing is inherited. */
const below = (node: JsonSchema | undefined, key: PropertyKey) =>
  node?.properties && Object.hasOwn(node.properties, key)
    ? node.properties[String(key)]
    : undefined;

const root = (): JsonSchema =>
  (schema ??= z.toJSONSchema(environmentInputSchema, {
    io: 'input',
  }) as JsonSchema);

/**
 * Title of a path in the form, or the path itself where the form has no such field.
 *
 * @public
 */
export function titleOf(path: readonly PropertyKey[]): string {
  let node: JsonSchema | undefined = root();
  let title: string | undefined;
  for (const key of path) {
    node = below(node, key);
    title = node?.title ?? title;
  }
  return title ?? path.join('.');
}

/** Title of one entry of a list, or of one tag, counted from 1. */
export const entryTitle = (title: string, index: number) =>
  `${title}, entry ${index + 1},`;

/** A location in an input, without any text the user typed. */
interface Location {
  /** The part of the path that the schema knows, and the index in a list. */
  path: PropertyKey[];
  /** Title of the field, with the number of the entry. */
  title: string;
}

function locationOf(path: readonly PropertyKey[], input: unknown): Location {
  const known: PropertyKey[] = [];
  let node: JsonSchema | undefined = root();
  for (const key of path) {
    node = below(node, key);
    if (!node) {
      const title = titleOf(known);
      if (typeof key === 'number') {
        return { path: [...known, key], title: entryTitle(title, key) };
      }
      // A tag key can be any text.
      const tags = Object.keys(valueAt(input, known) ?? {});
      return {
        path: known,
        title: entryTitle(title, tags.indexOf(String(key))),
      };
    }
    known.push(key);
  }
  return { path: known, title: titleOf(known) };
}

/** How a number was written that cannot be read as one, and what to write instead. */
const misspelt: readonly [RegExp, string][] = [
  [/^-?\d+,\d+$/, 'write a point, not a comma'],
  [/^-?[\d.]+e[+-]?\d+$/i, 'write it out, without an exponent'],
  [/^-?\d[\d.,]*\s*[a-z%]+$/i, 'write it without a unit'],
  [/^-?\d[\d\s.,_']*$/, 'write digits only, without spaces or separators'],
];

function describeNumber(value: unknown, kind: string): string {
  const [, hint] =
    (typeof value === 'string' &&
      misspelt.find(([pattern]) => pattern.test(value))) ||
    [];
  return hint ? `${kind}: ${hint}` : kind;
}

function predicate(issue: z.core.$ZodIssue, value: unknown): string {
  switch (issue.code) {
    case 'invalid_type':
      if (value === undefined) return 'is required';
      if (issue.expected === 'string' && typeof value === 'number') {
        return 'must be a string: write the number in quotes';
      }
      if (issue.expected === 'record') return 'must be keys with values';
      if (['int', 'number'].includes(issue.expected)) {
        return describeNumber(
          value,
          `must be a ${issue.expected === 'int' ? 'whole number' : 'number'}`,
        );
      }
      return `must be ${/^[aeio]/.test(issue.expected) ? 'an' : 'a'} ${
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
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? Reflect.get(value, key)
        : undefined,
    input,
  );
}

/** Drops the weaker of two bounds that one number violates: an integer beyond the safe integers violates both. */
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

/**
 * Describes a schema issue in the terms of the form. It repeats neither values nor keys: the user may have typed a secret, or
 * text that manipulates the terminal or log that shows it.
 */
export function describeIssue(
  issue: z.core.$ZodIssue,
  input: unknown,
): Problem {
  const { path, title } = locationOf(issue.path, input);
  if (issue.code === 'unrecognized_keys') {
    const settings = Object.keys(
      path.reduce<JsonSchema | undefined>(below, root())?.properties ?? {},
    );
    return {
      path: path.join('.'),
      message: `${
        path.length > 0 ? title : 'The environment'
      } must only have the settings ${settings.join(', ')}; ${
        issue.keys.length
      } of the given ones ${issue.keys.length > 1 ? 'are' : 'is'} unknown.`,
    };
  }
  return {
    path: path.join('.'),
    message: `${title} ${predicate(issue, valueAt(input, issue.path))}.`,
  };
}
