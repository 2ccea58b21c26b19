import {
  environmentInputJsonSchema,
  resolveSpec,
  valueAt,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { FieldRule } from './FieldRule';

type Values = Record<string, unknown>;

interface Schema {
  properties?: Record<string, Schema>;
}

const leaves = (schema: Schema, prefix = ''): string[] =>
  Object.entries(schema.properties ?? {}).flatMap(([key, inner]) =>
    inner.properties ? leaves(inner, `${prefix}${key}.`) : [prefix + key],
  );

/** Paths of all fields of the request, from its schema. */
export const fieldPaths: readonly string[] = leaves(
  environmentInputJsonSchema() as Schema,
);

function setAt(input: Values, path: string, value: unknown): void {
  const [section, key] = path.split('.');
  input[section] =
    key === undefined
      ? value
      : { ...(valueAt(input, section) as Values), [key]: value };
}

/** An input in which a field has a value, and the others have what the field needs. */
export function inputWith(
  path: string,
  { given = {} }: FieldRule,
  value: unknown,
): Values {
  const input: Values = {
    suffix: 'demo',
    region: 'eu-west-2',
    blueprint: 'complete',
    owner: 'group:default/video',
  };
  for (const [other, its] of Object.entries(given)) setAt(input, other, its);
  setAt(input, path, value);
  return input;
}

/** Whether the plan accepts a value: no problem is at the field. */
export function planAccepts(
  path: string,
  rule: FieldRule,
  value: unknown,
): boolean {
  const resolution = resolveSpec(inputWith(path, rule, value), {
    largeTemplates: true,
  });
  return (
    resolution.ok ||
    !resolution.problems.some(
      problem => problem.path === path || problem.path.startsWith(`${path}.`),
    )
  );
}

/** Whether the table's row accepts a value. */
export function tableAccepts(rule: FieldRule, value: unknown): boolean {
  const { range, values, accepts = [] } = rule;
  if (values) return values.includes(value);
  if (range) {
    const [from, to, step = 1] = range;
    return (
      typeof value === 'number' &&
      value >= from &&
      value <= to &&
      Number.isInteger((value - from) / step)
    );
  }
  return accepts.some(each => JSON.stringify(each) === JSON.stringify(value));
}

/** Values at each limit of a row and just beyond it. */
export function limitValues({
  range,
  values,
  accepts = [],
  refuses = [],
}: FieldRule): unknown[] {
  if (values) return [...values, 'nonsense', -1, null];
  if (!range) return [...accepts, ...refuses];
  const [from, to, step = 1] = range;
  return [from, to, from - step, to + step, from + step / 2, `${from}`, null];
}
