import { isDeepStrictEqual } from 'node:util';
import type { ResourceChange as AwsResourceChange } from '@aws-sdk/client-cloudformation';
import {
  isValues,
  printable,
  type ValueChange,
} from '@streamflix/backstage-plugin-streamflix-common';
import { knownAfterApply, propertyOf } from './resolveReplacements';

/** Maximum of values per resource: more are not read by anyone. */
const maxValues = 30;
const maxTextLength = 200;

/** CloudFormation's lists of named entries, such as environment variables and tags: compared by name, not by position. */
function byName(value: unknown): unknown {
  if (!Array.isArray(value) || value.length === 0) return value;
  const nameOf = (entry: unknown) =>
    isValues(entry) ? entry.Name ?? entry.Key : undefined;
  const names = value.map(nameOf);
  const isNamed =
    names.every(name => typeof name === 'string') &&
    new Set(names).size === names.length;
  if (!isNamed) return { ...value };
  return Object.fromEntries(
    value.map(entry => {
      const { Name, Key, ...rest } = entry;
      const [only, ...others] = Object.values(rest);
      return [Name ?? Key, others.length === 0 ? only : rest];
    }),
  );
}

function textOf(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  const text = printable(
    typeof value === 'string' ? value : JSON.stringify(value),
  ).replaceAll(knownAfterApply, '(known after the change)');
  return text.length > maxTextLength
    ? `${text.slice(0, maxTextLength)}…`
    : text;
}

const changeOf = (
  path: string,
  before: unknown,
  after: unknown,
): ValueChange => ({ path, before: textOf(before), after: textOf(after) });

function compare(path: string, before: unknown, after: unknown): ValueChange[] {
  if (isDeepStrictEqual(before, after)) {
    return textOf(after)?.includes('(known after')
      ? [changeOf(path, before, after)]
      : [];
  }
  const [from, to] = [byName(before), byName(after)];
  if (!isValues(from) || !isValues(to)) return [changeOf(path, before, after)];
  return [...new Set([...Object.keys(from), ...Object.keys(to)])].flatMap(key =>
    compare(`${path}.${key}`, from[key], to[key]),
  );
}

/** The values that differ in the given properties, as AWS shows them before and after. */
export function valueChanges(
  change: AwsResourceChange,
  properties: readonly string[],
): ValueChange[] {
  const { BeforeContext, AfterContext } = change;
  return properties
    .flatMap(name =>
      compare(
        name,
        propertyOf(BeforeContext, name),
        propertyOf(AfterContext, name),
      ),
    )
    .slice(0, maxValues);
}
