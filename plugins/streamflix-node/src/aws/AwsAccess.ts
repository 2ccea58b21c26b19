import type { AwsClients } from './createAwsClients';
import type { DiagnosticsStore } from './DiagnosticsStore';
import type { StreamflixSettings } from './StreamflixSettings';
import type { Telemetry } from '../telemetry/Telemetry';

/** An AWS account and region. */
export interface AwsTarget {
  /** AWS account id, twelve digits. */
  account: string;
  region: string;
}

export type { AwsClients } from './createAwsClients';

/** The only access to AWS: the configured accounts and regions, and clients for them. */
export interface AwsAccess {
  readonly settings: StreamflixSettings;
  /** Receives the metrics and traces of operations. */
  readonly telemetry: Telemetry;
  /** Stores the diagnostics of failures; without it, only this process keeps them. */
  readonly diagnostics?: DiagnosticsStore;
  /** Id of the account for environments that name none: the first configured account, otherwise the caller's own. */
  defaultAccount(): Promise<string>;
  /** Every configured account in every configured region. */
  targets(): Promise<AwsTarget[]>;
  /** Clients are cached per account and region and share connections; credentials refresh automatically. */
  clients(target: AwsTarget): Promise<AwsClients>;
  /** Whether the endpoint identifies itself as local AWS. */
  isLocalAws(): Promise<boolean>;
}
