import type { EventQueue } from './EventQueue';
import type { PlatformTagKey } from '@streamflix/backstage-plugin-streamflix-common';

/**
 * The `streamflix:` section of the configuration, read once at startup.
 *
 * @public
 */
export interface StreamflixSettings {
  /** Regions allowed for environments; at least one. */
  regions: readonly string[];
  /** Accounts allowed for environments; empty means only the account of the credentials. */
  accounts: readonly { id: string; name?: string }[];
  /** Endpoint used instead of AWS; undefined leaves the choice to the SDK (`AWS_ENDPOINT_URL`). */
  endpoint?: string;
  /** Patterns of the secrets environments may use; `*` matches any characters. */
  allowedSecrets: readonly string[];
  /** Patterns of the images tasks may run: registry and repository, with `*`, `{account}`, `{region}` and `{suffix}`. */
  allowedImages: readonly string[];
  /** Keys of the platform's tags, where they differ from its own, such as `cost-center` for `CostCenter`. */
  tagKeys: Readonly<Partial<Record<PlatformTagKey, string>>>;
  /** Name, with its path, of the managed policy used as permissions boundary for every role of an environment. */
  permissionsBoundary?: string;
  /** Name, with its path, of CloudFormation's execution role; without one, CloudFormation uses the caller's credentials. */
  executionRole?: string;
  /** S3 bucket for templates too large for the API call; may contain `{account}` and `{region}`. */
  stagingBucket?: string;
  /** Queues that receive the events of AWS. */
  eventQueues: readonly EventQueue[];
  /** Timeout of a synthesis, in seconds. */
  synthesisTimeout: number;
  /** Minutes a deployment or destruction is followed before it counts as stuck. */
  operationTimeout: number;
  /** Seconds an operation in progress is followed while AWS does not respond. */
  retryTimeout: number;
  /** Minimum milliseconds between two polls of an operation; other waits are multiples of it. */
  pollInterval: number;
  /** Seconds between two status refreshes, and between two full catalog listings. */
  refreshInterval: number;
}
