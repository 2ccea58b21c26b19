import type { EnvironmentSpec } from '../EnvironmentSpec';
import type { InstallationLimits } from '../InstallationLimits';
import type { Problem } from '../Problem';
import type { Values } from '../values';

/** What a rule may look at besides the values. */
export interface RuleContext {
  /** Whether the person gave a value at this path, rather than the blueprint. */
  given(path: string): boolean;
  /** What the person gave, malformed values included. */
  input: Values;
  /** Likewise, without malformed values and unknown settings. */
  wellFormed: Values;
  /** Regions the installation allows; undefined allows all. */
  allowedRegions?: readonly string[];
  /** Whether the installation has a bucket for templates that are too large for the call. */
  largeTemplates?: boolean;
  /** Secrets and images the installation allows; undefined allows all. */
  limits?: InstallationLimits;
}

/** A statement about several fields. It runs only when every field it reads is well formed. */
export interface Rule {
  /** Fields it reads, all of them; the first is the one a problem is shown at. */
  reads: readonly [string, ...string[]];
  /** Sentences that say what is wrong and what would be right; none when all is well. A problem says itself where it is shown. */
  check(
    spec: EnvironmentSpec,
    context: RuleContext,
  ): string | string[] | Problem | Problem[] | undefined;
}

export const list = (values: readonly string[]) => values.join(', ');

/**
 * A value that means nothing beside another: refused when a person gave the one that would be ignored.
 *
 * @param beside - path of the other value
 * @param isIgnored - the reason, as a part of a sentence
 */
export function ignored(
  path: string,
  title: string,
  beside: string,
  isIgnored: (spec: EnvironmentSpec) => string | undefined,
): Rule {
  return {
    reads: [path, beside],
    check: (spec, { given }) => {
      const reason = given(path) ? isIgnored(spec) : undefined;
      return reason && `${title} must be left out: ${reason}.`;
    },
  };
}
