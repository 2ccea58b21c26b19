import type { AnswerCache } from './AnswerCache';
import type { AwsTarget } from './AwsTarget';
import type { AwsClients } from './createAwsClients';
import type { ContainerLogs } from './ContainerLogs';
import type { DiagnosticsStore } from './DiagnosticsStore';
import type { ReadingStore } from './ReadingStore';
import type { RateLimiter } from './RateLimiter';
import type { StreamflixSettings } from './StreamflixSettings';
import type { Telemetry } from '../telemetry/Telemetry';

export type { AwsTarget } from './AwsTarget';
export type { AwsClients } from './createAwsClients';

/**
 * The only access to AWS: the configured accounts and regions, and clients for them.
 *
 * @public
 */
export interface AwsAccess {
  readonly settings: StreamflixSettings;
  /** Receives the metrics and traces of operations. */
  readonly telemetry: Telemetry;
  /** Diagnostics of failures. */
  readonly diagnostics: DiagnosticsStore;
  /** The last lines of failed containers, in memory only. */
  readonly containerLogs: ContainerLogs;
  /** Id of the account for environments that name none: the first configured account, otherwise the caller's own. */
  defaultAccount(): Promise<string>;
  /** Every configured account in every configured region. */
  targets(): Promise<AwsTarget[]>;
  /** Clients are cached per account and region and share connections; credentials refresh automatically. */
  clients(target: AwsTarget): Promise<AwsClients>;
  /** What changes only with a stack. */
  readonly readings: ReadingStore;
  /** Answers that all plans in an account and region share. */
  readonly answers: AnswerCache;
  /** Limits the calls of all plans and operations in an account and region. */
  rateLimiter(target: AwsTarget): RateLimiter;
  /** Whether the endpoint identifies itself as local AWS. */
  isLocalAws(): Promise<boolean>;
}
