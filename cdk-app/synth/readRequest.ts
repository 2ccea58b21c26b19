import {
  blueprints,
  isValues,
  type EnvironmentSpec,
  type Values,
} from '@streamflix/backstage-plugin-streamflix-common/environment';
import type { EventsOptions } from '../lib/EventsStack';
import type { SynthesisOptions } from './synthesizeEnvironment';

/** Input of the synthesis: an environment, or the events of an account and region. */
export type SynthesisRequest =
  | (SynthesisOptions & { spec: EnvironmentSpec })
  | { events: EventsOptions };

/** The input is not a valid request; the message is complete. */
export class SpecificationError extends Error {}

/** A complete specification, as an example of the type of each value. */
const pattern: Values = {
  suffix: '',
  region: '',
  blueprint: '',
  owner: '',
  ...blueprints.complete.defaults,
};

/** Paths of the pattern at which a value of its type is missing. */
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
 * An IAM name with its path, within the length templates have space for. It contains nothing `Fn::Sub` interprets. Source: IAM,
 * "IAM identifiers".
 */
const isPolicyName = (value: unknown) =>
  typeof value === 'string' &&
  /^(?=.{1,128}$)([\w+=,.@-]+\/)*[\w+=,.@-]+$/.test(value);

/**
 * Accepts the input as a specification if it is complete. `resolveSpec`, which created it, has validated its values; its schema
 * would have to be loaded for every template.
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

/** @throws SpecificationError when a value has the wrong form */
function readEvents({ forwardTo, acceptFrom = [] }: Values): EventsOptions {
  const isBus = (value: unknown) =>
    typeof value === 'string' &&
    /^arn:aws[\w-]*:events:[a-z0-9-]+:\d{12}:event-bus\/[\w./-]{1,256}$/.test(
      value,
    );
  const isAccount = (value: unknown) =>
    typeof value === 'string' && /^\d{12}$/.test(value);
  if (forwardTo !== undefined && !isBus(forwardTo)) {
    throw new SpecificationError(
      'Events are forwarded to the ARN of an event bus, such as arn:aws:events:eu-west-2:111122223333:event-bus/streamflix-events.',
    );
  }
  if (!Array.isArray(acceptFrom) || !acceptFrom.every(isAccount)) {
    throw new SpecificationError(
      'Events are accepted from AWS account ids of 12 digits.',
    );
  }
  if (forwardTo !== undefined && acceptFrom.length > 0) {
    throw new SpecificationError(
      'What forwards its events has no queue, and so cannot accept those of other accounts.',
    );
  }
  return {
    forwardTo: forwardTo as string | undefined,
    acceptFrom: acceptFrom as string[],
  };
}

/**
 * Accepts the input as a request if its specification is complete.
 *
 * @throws SpecificationError with everything that is missing or invalid; it repeats none of the input
 */
export function readRequest(message: unknown): SynthesisRequest {
  const { spec, permissionsBoundary, events }: Values = isValues(message)
    ? message
    : {};
  if (isValues(events)) return { events: readEvents(events) };
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
 * Parses a request from JSON text.
 *
 * @throws SpecificationError when it is not JSON, or as above
 */
export function parseRequest(text: string): SynthesisRequest {
  let message: unknown;
  try {
    message = JSON.parse(text);
  } catch {
    // The parser's message repeats a part of the text.
    throw new SpecificationError(
      'The input must be JSON: { "spec": a complete specification }.',
    );
  }
  return readRequest(message);
}
