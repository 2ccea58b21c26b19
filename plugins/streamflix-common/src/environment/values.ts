/**
 * Plain data of unknown shape.
 *
 * @public
 */
export type Values = Record<string, unknown>;

/** @public */
export const isValues = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * The value at a dotted path; undefined where the path does not exist. Only own properties count: `constructor` is not a value.
 *
 * @public
 */
export function valueAt(values: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (value, key) =>
        isValues(value) && Object.hasOwn(value, key) ? value[key] : undefined,
      values,
    );
}

/**
 * Merges the given values over the base, section by section; undefined counts as not given. Lists and tags are replaced, not
 * merged, so that entries can be removed.
 *
 * @public
 */
export function mergeValues(base: Values, given: Values): Values {
  // A map and `fromEntries`, because an assignment to the key `__proto__` would replace the prototype and lose the value.
  const merged = new Map(Object.entries(base));
  for (const [key, value] of Object.entries(given)) {
    if (value === undefined) continue;
    const below = merged.get(key);
    merged.set(
      key,
      isValues(below) && isValues(value) && key !== 'tags'
        ? mergeValues(below, value)
        : value,
    );
  }
  return Object.fromEntries(merged);
}

/** A copy with the keys of every object sorted, and without undefined values. */
export function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (!isValues(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .filter(key => value[key] !== undefined)
      .map(key => [key, sortKeys(value[key])]),
  );
}

/**
 * JSON that is equal for equal values, regardless of the order of their keys.
 *
 * @public
 */
export const canonicalJson = (value: unknown): string =>
  JSON.stringify(sortKeys(value));
