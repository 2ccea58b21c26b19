import { createApiRef } from '@backstage/core-plugin-api';
import type {
  AccountOffers,
  AccountReport,
  CancelRequest,
  CancelResponse,
  ContainerLogList,
  EnvironmentAuthorization,
  EnvironmentEvents,
  EnvironmentList,
  EnvironmentLogs,
  EnvironmentRef,
  EnvironmentReview,
  EnvironmentStack,
  EnvironmentStatus,
  EnvironmentTemplate,
  Installation,
  LogSource,
  Operation,
  OperationHistory,
  SecretNames,
  SuffixAvailability,
} from '@streamflix/backstage-plugin-streamflix-common';

/**
 * Account and region; `default` is the installation's default account.
 *
 * @public
 */
export interface AwsTarget {
  account: string;
  region: string;
}

/**
 * Client of the StreamFlix backend. Every method rejects with a `ResponseError` when the backend refuses.
 *
 * @public
 */
export interface StreamflixApi {
  listEnvironments(): Promise<EnvironmentList>;

  /** @param options - whether to read AWS again; the backend does so at most once every 10 s per environment */
  getStatus(
    ref: EnvironmentRef,
    options?: { refresh?: boolean },
  ): Promise<EnvironmentStatus>;

  /** One page, newest first. @param cursor - `nextCursor` of the page before */
  getEvents(ref: EnvironmentRef, cursor?: string): Promise<EnvironmentEvents>;

  /** Its latest operations, newest first; also those of an environment that was destroyed. */
  getOperations(ref: EnvironmentRef): Promise<OperationHistory>;

  /** Its resources, read from AWS now. */
  getStack(ref: EnvironmentRef): Promise<EnvironmentStack>;

  /** The template of its stack. */
  getTemplate(ref: EnvironmentRef): Promise<EnvironmentTemplate>;

  /** The last lines of containers that failed in its latest operation. */
  getContainerLogs(ref: EnvironmentRef): Promise<ContainerLogList>;

  /** The last lines of one of its logs. */
  getLog(ref: EnvironmentRef, source: LogSource): Promise<EnvironmentLogs>;

  /** One of its operations, in progress or finished. */
  getOperation(ref: EnvironmentRef, id: string): Promise<Operation>;

  /** Cancels an operation in the state in which the user saw it. */
  cancelOperation(
    ref: EnvironmentRef,
    id: string,
    request: CancelRequest,
  ): Promise<CancelResponse>;

  /** What the user may do with it as it is now: permission and ownership. */
  getAuthorization(ref: EnvironmentRef): Promise<EnvironmentAuthorization>;

  getInstallation(): Promise<Installation>;

  checkSuffix(target: AwsTarget, suffix: string): Promise<SuffixAvailability>;

  /** Names of the secrets this installation allows, never values. Nothing the user typed is sent. */
  listSecretNames(target: AwsTarget): Promise<SecretNames>;

  /** Starts a review: the backend creates the change set as the user who asks. `default` is accepted as account. */
  startReview(request: {
    operation: 'create' | 'change';
    target: AwsTarget;
    suffix: string;
    /** Values of the form. */
    values: object;
  }): Promise<EnvironmentReview>;

  /** Reads a review that the same user started. */
  readReview(
    target: AwsTarget,
    suffix: string,
    changeSetArn: string,
  ): Promise<EnvironmentReview>;

  /** What AWS offers an account in a region. */
  getOffers(target: AwsTarget): Promise<AccountOffers>;

  /** What an account and region need before this many further environments, read from AWS now. */
  checkAccount(target: AwsTarget, environments: number): Promise<AccountReport>;
}

/** @public */
export const streamflixApiRef = createApiRef<StreamflixApi>({
  id: 'plugin.streamflix.client',
});
