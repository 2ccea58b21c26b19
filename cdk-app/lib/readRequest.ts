import {
  blueprints,
  isValues,
  type EnvironmentSpec,
  type Values,
} from '@streamflix/backstage-plugin-streamflix-common/spec';
import type { SynthesisOptions } from './synthesizeEnvironment';

/** What a template is made from. */
export interface SynthesisRequest extends SynthesisOptions {
  spec: EnvironmentSpec;
}

/** What came in is no such request; the message says all there is to say. */
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
 * A name of IAM with its path, as long as templates have room for. Nothing in it means anything to `Fn::Sub`. Source: IAM, "IAM
 * identifiers".
 */
const isPolicyName = (value: unknown) =>
  typeof value === 'string' &&
  /^(?=.{1,128}$)([\w+=,.@-]+\/)*[\w+=,.@-]+$/.test(value);

/**
 * Takes what came in for a specification, if it is complete. Whether its values are allowed `resolveSpec` has judged, which made
 * it; its schema would have to be loaded for every template.
 *
 * @throws SpecificationError with the path of everything that is missing
 */
function readSpec(values: unknown): EnvironmentSpec {
  const missing = lacking(values, pattern);
  if (missing.length === 0) return values as EnvironmentSpec;
  throw new SpecificationError(
    `The specification is not complete: it has no, or no proper, ${missing.join(
      ', ',
    )}. Complete it with resolveSpec, or give the input to yarn synth.`,
  );
}

/**
 * Takes what came in for a request, if its specification is complete.
 *
 * @throws SpecificationError with everything that is missing or wrong; it repeats nothing that came in
 */
export function readRequest(message: unknown): SynthesisRequest {
  const { spec, permissionsBoundary }: Values = isValues(message)
    ? message
    : {};
  if (permissionsBoundary !== undefined && !isPolicyName(permissionsBoundary)) {
    throw new SpecificationError(
      'The permissions boundary must be the name of a managed policy, with its path and without its ARN, in at most 128 characters.',
    );
  }
  return {
    spec: readSpec(spec),
    permissionsBoundary: permissionsBoundary as string | undefined,
  };
}

/**
 * The same from JSON text.
 *
 * @throws SpecificationError when it is no JSON, or as above
 */
export function parseRequest(text: string): SynthesisRequest {
  let message: unknown;
  try {
    message = JSON.parse(text);
  } catch {
    // The parser's own words repeat a part of the text.
    throw new SpecificationError(
      'The input must be JSON: { "spec": a complete specification }.',
    );
  }
  return readRequest(message);
}
