import { fieldsOf, isFields, listOf, type Fields } from '../world/values';

/** Every string in a value, at any depth. */
export function* strings(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'object' && value !== null) {
    for (const item of Object.values(value)) yield* strings(item);
  }
}

/** A resource's tags, whatever its property of tags is called. */
export function tagsOf(properties: Readonly<Fields>): Record<string, string> {
  const tags: Record<string, string> = {};
  for (const [name, value] of Object.entries(properties)) {
    if (!name.endsWith('Tags')) continue;
    if (isFields(value)) Object.assign(tags, value);
    for (const { Key, Value } of listOf(value).map(fieldsOf)) {
      tags[String(Key)] = String(Value);
    }
  }
  return tags;
}

/** ARNs in the properties that name roles or policies. */
export const arnsIn = (
  properties: Readonly<Fields>,
  kind: 'role' | 'policy',
) => [
  ...new Set(
    [...strings(properties)].filter(text =>
      new RegExp(`^arn:[^:]+:iam::\\w+:${kind}/`).test(text),
    ),
  ),
];
