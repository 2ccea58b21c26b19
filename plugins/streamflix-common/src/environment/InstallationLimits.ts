import type { EnvironmentSpec } from './EnvironmentSpec';

/**
 * What an installation lets environments use, and what is known about the requesting environment.
 *
 * @public
 */
export interface InstallationLimits {
  /** Patterns of secret names, `streamflix.secrets.allow`; see `matchesPattern`. */
  secrets: readonly string[];
  /** Patterns of images, `streamflix.images.allow`; see `matchesImagePattern`. */
  images: readonly string[];
  /** Account of the environment, used when it names none. Without either, patterns with `{account}` match nothing. */
  account?: string;
  /** The environment as it runs now: what it already uses is not refused, see `limitWarnings`. */
  running?: EnvironmentSpec;
}
