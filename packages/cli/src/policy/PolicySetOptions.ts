/** What the policies of a blueprint are for, as the options of `streamflix policy` name it. */
export interface PolicySetOptions {
  /** Values that differ from the blueprint's: `path=value`. */
  set?: string[];
  /** Twelve digits; any account by default. */
  account?: string;
  /** Any region the blueprint allows by default. */
  region?: string;
  /** Every environment by default. */
  suffix?: string;
  stagingBucket?: string;
  /** ARNs of queues of events. */
  eventQueues?: string[];
  /** Name, with its path, of the managed policy every role must have as its boundary. */
  permissionsBoundary?: string;
  /** Name, with its path, of CloudFormation's role. */
  executionRole?: string;
  /** ARN of the role or user that assumes the portal's role. */
  trust?: string;
  externalId?: string;
  allowSecrets?: string[];
  allowImages?: string[];
}
