import type { EnvironmentSpec } from '../EnvironmentSpec';
import type { InstallationLimits } from '../InstallationLimits';
import type { Problem } from '../Problem';
import type { Values } from '../values';

/** What a rule may read in addition to the values. */
interface RuleContext {
  /** Whether the user gave a value at this path, rather than the blueprint. */
  given(path: string): boolean;
  /** The user's input, including malformed values. */
  input: Values;
  /** The user's input without malformed values and unknown settings. */
  wellFormed: Values;
  /** Regions the installation allows; undefined allows all. */
  allowedRegions?: readonly string[];
  /** Whether the installation has a bucket for templates that are too large for the API call. */
  largeTemplates?: boolean;
  /** Keys that the installation gives the platform's tags. */
  tagKeys?: readonly string[];
  /** Secrets and images the installation allows; undefined allows all. */
  limits?: InstallationLimits;
}

/** A check across several fields. It runs only when every field it reads is well formed. */
export interface Rule {
  /** All fields it reads; a problem is shown at the first. */
  reads: readonly [string, ...string[]];
  /** Messages that say what is wrong and what is valid; none when there is no problem. A problem carries its own path. */
  check(
    spec: EnvironmentSpec,
    context: RuleContext,
  ): string | string[] | Problem | Problem[] | undefined;
}

export const list = (values: readonly string[]) => values.join(', ');

/**
 * A rule that refuses a value the user gave if another value makes it ineffective.
 *
 * @param other - path of the other value
 * @param isIgnored - the reason, as part of a sentence
 */
export function ignored(
  path: string,
  title: string,
  other: string,
  isIgnored: (spec: EnvironmentSpec) => string | undefined,
): Rule {
  return {
    reads: [path, other],
    check: (spec, { given }) => {
      const reason = given(path) ? isIgnored(spec) : undefined;
      return reason && `${title} must be left out: ${reason}.`;
    },
  };
}
