import { acceptVersionNumbers } from './acceptVersionNumbers';
import type { Blueprint } from './Blueprint';
import { blueprints } from './blueprints';
import {
  environmentInputSchema,
  environmentSpecSchema,
  type EnvironmentSpec,
} from './EnvironmentSpec';
import { describeIssue, strictest } from './describeIssue';
import { offeredCacheVersions } from './engineVersions';
import { describeUnreadable } from './inputBounds';
import type { InstallationLimits } from './InstallationLimits';
import type { Problem } from './Problem';
import { rules } from './rules/rules';
import { isValues, mergeValues, valueAt, type Values } from './values';

/**
 * A complete specification, or everything that is wrong with the input.
 *
 * @public
 */
export type Resolution =
  | { ok: true; spec: EnvironmentSpec }
  | { ok: false; problems: Problem[] };

/** A copy without the values at the given paths, so that the blueprint's values apply. */
function without(
  values: Values,
  paths: ReadonlySet<string>,
  prefix = '',
): Values {
  return Object.fromEntries(
    Object.entries(values)
      .filter(([key]) => !paths.has(prefix + key))
      .map(([key, value]) => [
        key,
        isValues(value) ? without(value, paths, `${prefix}${key}.`) : value,
      ]),
  );
}

/** Defaults that depend on another value: a user who chooses Valkey need not know its versions. */
function adaptDefaults(merged: Values, given: Values): Values {
  const [kind, engine, version] = ['kind', 'engine', 'version'].map(key =>
    valueAt(merged, `cache.${key}`),
  );
  const offered = valueAt(offeredCacheVersions, `${kind}.${engine}`);
  return valueAt(given, 'cache.version') !== undefined ||
    !Array.isArray(offered) ||
    offered.includes(version)
    ? merged
    : mergeValues(merged, { cache: { version: offered[offered.length - 1] } });
}

/**
 * The given values merged over the blueprint's, unchecked: what a form shows while the user fills it in.
 *
 * @param input - shaped like `EnvironmentInput`
 * @public
 */
export const draftOf = (blueprint: Blueprint, input: object): Values =>
  adaptDefaults(mergeValues({ ...blueprint.defaults }, { ...input }), {
    ...input,
  });

/**
 * Completes the input with the blueprint's defaults and validates it.
 *
 * It reports every problem at once: a malformed field skips only the rules that read it.
 *
 * @param raw - shaped like `EnvironmentInput`; anything else is reported, never thrown
 * @param options - what the installation allows
 * @public
 */
export function resolveSpec(
  raw: unknown,
  options: {
    /** Undefined allows all. */
    allowedRegions?: readonly string[];
    /** Whether there is a bucket for templates that are too large for the API call. */
    largeTemplates?: boolean;
    /** Keys that the installation gives the platform's tags, where they differ. */
    tagKeys?: readonly string[];
    /** Secrets and images; undefined allows all. */
    limits?: InstallationLimits;
  } = {},
): Resolution {
  const unreadable = isValues(raw)
    ? describeUnreadable(raw)
    : 'The environment must be an object.';
  if (!isValues(raw) || unreadable) {
    return { ok: false, problems: [{ path: '', message: `${unreadable}` }] };
  }
  const input = acceptVersionNumbers(raw);
  const shape = environmentInputSchema.safeParse(input);
  const issues = shape.success ? [] : strictest(shape.error.issues);
  const problems = issues.map(issue => describeIssue(issue, input));
  const malformed = new Set(
    issues.flatMap(issue =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map(key => [...issue.path, key].join('.'))
        : // A malformed element makes its whole field malformed.
          issue.path.slice(0, 2).join('.'),
    ),
  );

  const id = malformed.has('blueprint') ? undefined : input.blueprint;
  const blueprint = Object.values(blueprints).find(b => b.id === id);
  const wellFormed = without(input, malformed);
  const merged = draftOf(blueprint ?? blueprints.complete, wellFormed);
  // Identity fields have no default; a rule that reads a malformed one does not run, so any value works.
  const candidate = environmentSpecSchema.safeParse({
    ...merged,
    suffix: merged.suffix ?? 'abc',
    region: merged.region ?? 'eu-west-2',
    owner: merged.owner ?? 'group:default/unknown',
    blueprint: blueprint?.id ?? 'complete',
  });
  if (candidate.success) {
    const silenced = (path: string) =>
      malformed.has(path) ||
      malformed.has(path.split('.')[0]) ||
      // Without a blueprint there are no defaults to validate: only given values count.
      (!blueprint && valueAt(wellFormed, path) === undefined);
    for (const rule of rules) {
      if (rule.reads.some(silenced)) continue;
      const found = rule.check(candidate.data, {
        given: path => valueAt(wellFormed, path) !== undefined,
        input,
        wellFormed,
        ...options,
      });
      for (const problem of [found ?? []].flat()) {
        problems.push(
          typeof problem === 'string'
            ? { path: rule.reads[0], message: problem }
            : problem,
        );
      }
    }
  } else if (problems.length === 0) {
    // The input has no malformed value, so a value of the blueprint is malformed. Report it instead of ignoring it.
    problems.push(
      ...candidate.error.issues.map(issue => describeIssue(issue, merged)),
    );
  }
  return problems.length === 0 && candidate.success
    ? { ok: true, spec: candidate.data }
    : { ok: false, problems };
}
