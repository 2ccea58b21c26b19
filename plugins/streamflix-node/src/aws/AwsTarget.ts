/**
 * An AWS account and region.
 *
 * @public
 */
export interface AwsTarget {
  /** AWS account id, twelve digits. */
  account: string;
  region: string;
}
