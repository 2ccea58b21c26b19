/**
 * Identifies an environment.
 *
 * @public
 */
export interface EnvironmentRef {
  /** AWS account id, twelve digits. */
  account: string;
  region: string;
  suffix: string;
}
