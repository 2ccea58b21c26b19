import type { EnvironmentSpec } from './EnvironmentSpec';

/** What an installation lets environments use, and what is known of the environment that asks. */
export interface InstallationLimits {
  /** Patterns of the names of secrets, `streamflix.secrets.allow`; see `matchesPattern`. */
  secrets: readonly string[];
  /** Patterns of images, `streamflix.images.allow`; see `matchesImagePattern`. */
  images: readonly string[];
  /**
   * Account the environment lives in, where it names none. Without either, patterns with `{account}` match nothing.
   */
  account?: string;
  /** The environment as it runs now: what it uses already is not refused, see `limitWarnings`. */
  running?: EnvironmentSpec;
}
