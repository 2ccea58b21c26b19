import {
  blueprints,
  isValues,
  type EnvironmentSpec,
  type Values,
} from '@streamflix/backstage-plugin-streamflix-common/spec';

/** What came in is no specification; the message says all there is to say. */
export class SpecificationError extends Error {}

/** A complete specification, in the place of one of every kind of value. */
const pattern: Values = {
  suffix: '',
  region: '',
  blueprint: '',
  owner: '',
  ...blueprints.complete.defaults,
};

/** Paths of the pattern at which there is nothing of its type. */
function lacking(values: unknown, of: Values, prefix = ''): string[] {
  return Object.entries(of).flatMap(([key, example]) => {
    const value = isValues(values) ? values[key] : undefined;
    if (isValues(example) && isValues(value)) {
      return lacking(value, example, `${prefix}${key}.`);
    }
    return typeof value === typeof example &&
      Array.isArray(value) === Array.isArray(example)
      ? []
      : [prefix + key];
  });
}

/**
 * Takes what came in for a specification, if it is complete. Whether its values are allowed `resolveSpec` has judged, which made
 * it; its schema would have to be loaded for every template.
 *
 * @throws SpecificationError with the path of everything that is missing
 */
export function readSpec(values: unknown): EnvironmentSpec {
  const missing = lacking(values, pattern);
  if (missing.length === 0) return values as EnvironmentSpec;
  throw new SpecificationError(
    `The specification is not complete: it has no, or no proper, ${missing.join(
      ', ',
    )}. Complete it with resolveSpec, or give the input to yarn synth.`,
  );
}

/**
 * The same from JSON text.
 *
 * @throws SpecificationError when it is no JSON, or not complete
 */
export function parseSpec(text: string): EnvironmentSpec {
  let values: unknown;
  try {
    values = JSON.parse(text);
  } catch (error) {
    throw new SpecificationError(
      `The specification must be JSON: ${
        error instanceof Error ? error.message : error
      }.`,
    );
  }
  return readSpec(values);
}
