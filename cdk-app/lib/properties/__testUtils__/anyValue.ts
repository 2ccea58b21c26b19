import fc from 'fast-check';
import type { Schema } from './fields';

/** How much of everything: anything, the maximum or the minimum. */
export type Amount = 'any' | 'most' | 'least';

/** Arbitraries for what a schema cannot express, by dotted path. */
export type Known = Readonly<
  Record<string, (amount: Amount) => fc.Arbitrary<unknown>>
>;

function anyNumber(schema: Schema, amount: Amount): fc.Arbitrary<number> {
  const { minimum, maximum } = schema;
  if (minimum === undefined || maximum === undefined) {
    throw new Error('A number needs a minimum and a maximum.');
  }
  if (amount === 'most') return fc.constant(maximum);
  if (amount === 'least') return fc.constant(minimum);
  const step = schema.multipleOf ?? 1;
  return fc.oneof(
    { weight: 1, arbitrary: fc.constantFrom(minimum, maximum) },
    {
      weight: 2,
      arbitrary: fc
        .integer({ min: minimum / step, max: maximum / step })
        .map(n => n * step),
    },
  );
}

const matchingTexts = new Map<string, fc.Arbitrary<string>>();

/** Texts that match a pattern. Kept, because fast-check takes long to prepare them: it tries how unusual texts could be shrunk. */
export function anyMatching(pattern: string): fc.Arbitrary<string> {
  const known =
    matchingTexts.get(pattern) ??
    fc.stringMatching(new RegExp(pattern), { size: 'small' });
  matchingTexts.set(pattern, known);
  return known;
}

/** Texts that match the schema's pattern; `most` repeats limited parts as often as allowed. */
function anyText(schema: Schema, amount: Amount): fc.Arbitrary<string> {
  const { pattern, minLength = 0, maxLength = Infinity } = schema;
  if (!pattern) throw new Error('A text needs a pattern.');
  // fast-check does not support lookaheads; the schema's limit the length of the whole text.
  const [, least, most] = /^\^\(\?=\.\{(\d+),(\d+)\}\$\)/.exec(pattern) ?? [];
  const body = pattern
    .replace(/^\^\(\?=\.\{\d+,\d+\}\$\)/, '^')
    // Nor properties of characters: some letters and digits of several scripts stand for all.
    .replace('\\p{L}\\p{N}', 'A-Za-zéß映0-9٣');
  // As JSON Schema has it.
  const allowed = new RegExp(pattern, 'u');
  const fits = (text: string) =>
    allowed.test(text) &&
    text.length >= Math.max(minLength, Number(least ?? 0)) &&
    text.length <= Math.min(maxLength, Number(most ?? Infinity));
  const matching = (source: string) => anyMatching(source).filter(fits);
  const plain = matching(body);
  const longest = matching(body.replace(/\{\d+,(\d+)\}/g, '{$1}'));
  if (amount === 'most') return longest;
  return amount === 'least'
    ? plain
    : fc.oneof(
        { weight: 4, arbitrary: plain },
        { weight: 1, arbitrary: longest },
      );
}

/**
 * Values of a schema, biased to its limits. An unknown kind of schema is an error, so that no new field goes unnoticed.
 *
 * Objects omit whole sections and single keys where allowed.
 */
export function anyValue(
  schema: Schema,
  path: string,
  amount: Amount,
  known: Known,
): fc.Arbitrary<unknown> {
  const inner = (child: Schema, key: string) =>
    anyValue(child, path ? `${path}.${key}` : key, amount, known);
  if (known[path]) return known[path](amount);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.properties) {
    const section = fc.record(
      Object.fromEntries(
        Object.entries(schema.properties).map(([key, child]) => [
          key,
          inner(child, key),
        ]),
      ),
      {
        requiredKeys: [
          ...(amount === 'any'
            ? schema.required ?? []
            : Object.keys(schema.properties)),
        ],
      },
    );
    return path && amount === 'any'
      ? fc.oneof(
          { weight: 1, arbitrary: fc.constant({}) },
          { weight: 3, arbitrary: section },
        )
      : section;
  }
  switch (schema.type) {
    case 'boolean':
      return amount === 'any' ? fc.boolean() : fc.constant(amount === 'most');
    case 'integer':
    case 'number':
      return anyNumber(schema, amount);
    case 'string':
      return anyText(schema, amount);
    case 'array':
      if (!schema.items || !schema.maxItems) break;
      return fc.uniqueArray(inner(schema.items, '[]'), {
        minLength: amount === 'most' ? schema.maxItems : 0,
        maxLength: amount === 'least' ? 0 : schema.maxItems,
      });
    case 'object':
      if (
        !schema.propertyNames ||
        typeof schema.additionalProperties !== 'object'
      ) {
        break;
      }
      return fc.dictionary(
        // No object of an input may have keys with a special meaning in JavaScript.
        anyText(schema.propertyNames, amount).filter(
          key => !/^(__proto__|constructor|prototype)$/.test(key),
        ),
        anyText(schema.additionalProperties, amount),
        {
          maxKeys: amount === 'least' ? 0 : schema.maxProperties ?? 35,
          minKeys: amount === 'most' ? schema.maxProperties ?? 35 : 0,
          noNullPrototype: true,
          size: '=',
        },
      );
    default:
  }
  throw new Error(
    `No arbitrary knows the schema of ${path}: ${JSON.stringify(schema)}`,
  );
}
