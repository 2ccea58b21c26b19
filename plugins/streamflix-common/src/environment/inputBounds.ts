import { isValues } from './values';

/** Far above any real request; they bound the work of reading one. `characters` counts keys and texts. */
const limits = { characters: 65_536, values: 500, levels: 20 } as const;

/** Keys with a special meaning in JavaScript: some libraries lose them, others treat them as the prototype. */
const reservedKeys: ReadonlySet<string> = new Set([
  '__proto__',
  'constructor',
  'prototype',
]);

/**
 * Why an input is not read at all: it is too large or too deep, or has a reserved key. Undefined for any other input, valid or
 * not.
 *
 * Call this before any recursive code reads values from outside.
 */
export function describeUnreadable(input: unknown): string | undefined {
  const tooLarge = `The environment must be smaller: at most ${limits.characters} characters, ${limits.values} values and ${limits.levels} levels.`;
  let [characters, values] = [0, 0];
  const waiting: [value: unknown, level: number][] = [[input, 0]];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [value, level] = next;
    if (typeof value === 'string') characters += value.length;
    if (isValues(value) || Array.isArray(value)) {
      const keys = Object.keys(value);
      values += keys.length;
      if (level >= limits.levels || values > limits.values) return tooLarge;
      for (const key of keys) {
        if (reservedKeys.has(key)) {
          return 'The environment must not have a key named __proto__, constructor or prototype.';
        }
        if (isValues(value)) characters += key.length;
      }
      for (const inner of Object.values(value)) {
        waiting.push([inner, level + 1]);
      }
    }
    if (characters > limits.characters) return tooLarge;
  }
  return undefined;
}
