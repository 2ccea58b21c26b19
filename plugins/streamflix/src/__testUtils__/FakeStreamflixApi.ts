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
  LogLine,
  LogSource,
  Operation,
  OperationHistory,
  SecretNames,
  SuffixAvailability,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsTarget, StreamflixApi } from '../api';

/** Responds from memory as the backend would. Each response can be changed, and `calls` records each call with its arguments. */
export class FakeStreamflixApi implements StreamflixApi {
  readonly calls: string[] = [];
  statuses: EnvironmentStatus[] = [];
  list?: EnvironmentList;
  stacks: EnvironmentStack[] = [];
  histories: OperationHistory[] = [];
  lines: Partial<Record<LogSource, LogLine[]>> = {};
  events: EnvironmentEvents[] = [{ items: [] }];
  operation?: Operation;
  /** Set to make a cancellation fail. */
  cancelFailure?: Error;
  installation: Installation = {
    regions: ['eu-west-2', 'ca-central-1', 'eu-central-1', 'ap-northeast-1'],
    accounts: [{ id: '000000000000' }],
    localAws: false,
    mayCreate: true,
    mayCheckAccounts: false,
    owners: { own: ['user:default/guest', 'group:default/video'], any: false },
    allowedSecrets: ['streamflix/*'],
    allowedImages: ['*'],
  };
  authorization: EnvironmentAuthorization = {
    update: { allowed: true },
    delete: { allowed: true },
  };
  taken: Record<string, SuffixAvailability> = {};
  offers: AccountOffers = { unread: [] };
  /** What a review finds. It has a change set when it is ready, and is not ready when it is first read. */
  review: EnvironmentReview = { state: 'unchanged' };
  logs: ContainerLogList = { containers: [] };
  findings: AccountReport['findings'] = [];
  secrets: SecretNames = {
    names: ['streamflix/api-keys', 'streamflix/database'],
    truncated: false,
  };
  /** Set to make every call fail. */
  failure?: Error;

  constructor(answers: Partial<FakeStreamflixApi> = {}) {
    Object.assign(this, answers);
  }

  async listEnvironments(): Promise<EnvironmentList> {
    this.#record('environments');
    return (
      this.list ?? {
        items: this.statuses.flatMap(({ summary }) => summary ?? []),
        failures: [],
        localAws: this.installation.localAws,
        readAt: new Date().toISOString(),
      }
    );
  }

  async getStatus(
    ref: EnvironmentRef,
    options: { refresh?: boolean } = {},
  ): Promise<EnvironmentStatus> {
    this.#record(`status ${ref.suffix}${options.refresh ? ' again' : ''}`);
    const status = this.statuses.find(one => one.ref.suffix === ref.suffix);
    if (!status) throw new Error(`There is no environment ${ref.suffix}.`);
    return status;
  }

  async getEvents(
    ref: EnvironmentRef,
    cursor?: string,
  ): Promise<EnvironmentEvents> {
    this.#record(`events ${ref.suffix}${cursor ? ` after ${cursor}` : ''}`);
    return this.events[Number(cursor ?? 0)];
  }

  async getOperations(ref: EnvironmentRef): Promise<OperationHistory> {
    this.#record(`operations ${ref.suffix}`);
    const history = this.histories.find(one => one.ref.suffix === ref.suffix);
    if (!history) throw new Error(`There is no environment ${ref.suffix}.`);
    return history;
  }

  async getStack(ref: EnvironmentRef): Promise<EnvironmentStack> {
    this.#record(`stack ${ref.suffix}`);
    const stack = this.stacks.find(one => one.ref.suffix === ref.suffix);
    if (!stack) throw new Error(`There is no environment ${ref.suffix}.`);
    return stack;
  }

  async getTemplate(ref: EnvironmentRef): Promise<EnvironmentTemplate> {
    this.#record(`template ${ref.suffix}`);
    return { body: '{"Resources":{}}' };
  }

  async getContainerLogs(ref: EnvironmentRef): Promise<ContainerLogList> {
    this.#record(`logs ${ref.suffix}`);
    return this.logs;
  }

  async getLog(
    ref: EnvironmentRef,
    source: LogSource,
  ): Promise<EnvironmentLogs> {
    this.#record(`log ${ref.suffix} ${source}`);
    const readAt = new Date().toISOString();
    const lines = this.lines[source] ?? [];
    return { source, lines, since: readAt, isPartial: false, readAt };
  }

  async getOperation(ref: EnvironmentRef, id: string): Promise<Operation> {
    this.#record(`operation ${ref.suffix} ${id}`);
    if (!this.operation) throw new Error('There is no such operation.');
    return this.operation;
  }

  async cancelOperation(
    ref: EnvironmentRef,
    id: string,
    { state }: CancelRequest,
  ): Promise<CancelResponse> {
    this.#record(`cancel ${ref.suffix} ${id} ${state}`);
    if (this.cancelFailure) throw this.cancelFailure;
    return { messages: [] };
  }

  async getAuthorization(
    ref: EnvironmentRef,
  ): Promise<EnvironmentAuthorization> {
    this.#record(`authorization ${ref.suffix}`);
    return this.authorization;
  }

  async getInstallation(): Promise<Installation> {
    this.#record('installation');
    return this.installation;
  }

  async checkSuffix(
    target: AwsTarget,
    suffix: string,
  ): Promise<SuffixAvailability> {
    this.#record(`suffix ${target.account}/${target.region}/${suffix}`);
    return this.taken[suffix] ?? { free: true };
  }

  async startReview({
    operation,
    suffix,
    values,
  }: Parameters<StreamflixApi['startReview']>[0]): Promise<EnvironmentReview> {
    this.#record(`review ${operation} ${suffix} ${JSON.stringify(values)}`);
    const { review } = this;
    return review.state === 'ready'
      ? {
          state: 'creating',
          changeSetArn: review.changeSetArn,
          warnings: ['A quota may be exceeded.'],
        }
      : review;
  }

  async readReview(
    _: AwsTarget,
    suffix: string,
    changeSetArn: string,
  ): Promise<EnvironmentReview> {
    this.#record(`review of ${suffix}`);
    const { review } = this;
    return review.state === 'ready' && review.changeSetArn !== changeSetArn
      ? { state: 'outdated' }
      : review;
  }

  /** Not recorded as a call: any page with settings asks. */
  async getOffers(_: AwsTarget): Promise<AccountOffers> {
    return this.offers;
  }

  async listSecretNames(target: AwsTarget): Promise<SecretNames> {
    this.#record(`secrets ${target.account}/${target.region}`);
    return this.secrets;
  }

  async checkAccount(
    target: AwsTarget,
    environments: number,
  ): Promise<AccountReport> {
    this.#record(`account ${target.account}/${target.region} ${environments}`);
    return {
      ...target,
      environments,
      findings: this.findings,
      localAws: this.installation.localAws,
      checkedAt: new Date().toISOString(),
    };
  }

  #record(call: string) {
    this.calls.push(call);
    if (this.failure) throw this.failure;
  }
}
