import type { Candidate } from '../Candidate';

/** A condition of AWS that is in no schema. */
export interface Rule {
  /** Page of the condition. Where it has no wording, that of the message is assumed. */
  readonly source: string;
  /** Checked on creation and change when missing. */
  readonly on?: 'create' | 'change';
  /** AWS's message when the candidate does not meet the condition. */
  violation(candidate: Candidate): string | undefined;
}

/** The rules of one service, by resource type. */
export interface ServiceRules {
  /** As in the handler's message: `(Service: Rds, …)`. */
  readonly service: string;
  readonly rules: Readonly<Record<string, readonly Rule[]>>;
}

export const rule = (
  source: string,
  violation: Rule['violation'],
  on?: Rule['on'],
): Rule => ({ source, violation, on });

const isDynamic = (text: string) => text.includes('{{resolve:');

/** A property as text; undefined when it is not set, or only known to AWS. */
export function textOf(
  { properties }: Pick<Candidate, 'properties'>,
  name: string,
): string | undefined {
  const value = properties[name];
  if (value === undefined || value === null) return undefined;
  const text = String(value);
  return isDynamic(text) ? undefined : text;
}

export const isSet = (
  { properties }: Pick<Candidate, 'properties'>,
  name: string,
): boolean => properties[name] !== undefined;

export const isTrue = (
  candidate: Pick<Candidate, 'properties'>,
  name: string,
): boolean => textOf(candidate, name) === 'true';

/** Refuses a property that is not a number in the range. */
export const range = (
  source: string,
  name: string,
  [least, most]: readonly [number, number],
  message: (value: string) => string,
): Rule =>
  rule(source, candidate => {
    const text = textOf(candidate, name);
    if (text === undefined) return undefined;
    return Number(text) >= least && Number(text) <= most
      ? undefined
      : message(text);
  });

/** Refuses a property whose text does not match. */
export const form = (
  source: string,
  name: string,
  pattern: Pick<RegExp, 'test'>,
  message: (value: string) => string,
): Rule =>
  rule(source, candidate => {
    const text = textOf(candidate, name);
    return text === undefined || pattern.test(text) ? undefined : message(text);
  });

/** Refuses a property that is not one of these values. */
export const oneOf = (
  source: string,
  name: string,
  allowed: readonly string[],
): Rule =>
  rule(source, candidate => {
    const text = textOf(candidate, name);
    return text === undefined || allowed.includes(text)
      ? undefined
      : `Invalid value '${text}' for ${name}. Valid values are: ${allowed.join(
          ', ',
        )}`;
  });

/** Refuses a second resource of a type with the same values, both new ones and those that are changed to have them. */
export const unique = (
  source: string,
  names: readonly string[],
  message: (candidate: Candidate) => string,
): Rule =>
  rule(source, candidate => {
    const { before, properties, schema } = candidate;
    const same = (other: Readonly<Record<string, unknown>>) =>
      names.every(name => String(other[name]) === String(properties[name]));
    if (before && same(before)) return undefined;
    return candidate.world
      .list(candidate.region, schema.type)
      .some(each => each.phase !== 'deleting' && same(each.properties))
      ? message(candidate)
      : undefined;
  });

/** A document in a text; undefined when it is none. */
export function parsedJson(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    return undefined;
  }
}
