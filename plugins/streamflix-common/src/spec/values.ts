/** Plain data whose shape is not known yet. */
export type Values = Record<string, unknown>;

export const isValues = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value at a dotted path; undefined where the path ends early. */
export function valueAt(values: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (value, key) => (isValues(value) ? value[key] : undefined),
      values,
    );
}

/**
 * The given values over the base, section by section; what was given as undefined counts as not given.
 * Lists and tags are replaced, not merged: to leave one out of them must be possible.
 */
export function mergeValues(base: Values, given: Values): Values {
  const merged: Values = { ...base };
  for (const [key, value] of Object.entries(given)) {
    if (value === undefined) continue;
    const below = merged[key];
    merged[key] =
      isValues(below) && isValues(value) && key !== 'tags'
        ? mergeValues(below, value)
        : value;
  }
  return merged;
}
