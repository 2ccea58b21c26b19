/** The `streamflix:` section of the configuration, read once where the process starts. */
export interface StreamflixSettings {
  /** Regions environments may live in; at least one. */
  regions: readonly string[];
  /** Accounts environments may live in; empty means the account of the credentials alone. */
  accounts: readonly { id: string; name?: string }[];
  /** Endpoint that stands in for AWS; undefined leaves the choice to the SDK (`AWS_ENDPOINT_URL`). */
  endpoint?: string;
  /** Patterns of the secrets environments may use; `*` stands for any characters. */
  allowedSecrets: readonly string[];
  /** Patterns of the images tasks may run: registry and repository, with `*`, `{account}`, `{region}` and `{suffix}`. */
  allowedImages: readonly string[];
  /** Name, with its path, of the managed policy that bounds every role of an environment. */
  permissionsBoundary?: string;
  /** Name, with its path, of the role CloudFormation acts with; without one it acts with the caller's own. */
  executionRole?: string;
  /** Bucket templates go through that are too large for the call; may hold `{account}` and `{region}`. */
  stagingBucket?: string;
  /** Seconds a synthesis may take. */
  synthesisTimeout: number;
  /** Minutes a deployment or destruction is followed before it is called stuck. */
  operationTimeout: number;
  /** Seconds an operation in flight is followed on although AWS gives no answer. */
  retryTimeout: number;
  /** Milliseconds between two requests for the state of an operation, at the shortest; other waits are multiples of it. */
  pollInterval: number;
  /** Seconds between two collections of status and two full catalog listings. */
  refreshInterval: number;
}
