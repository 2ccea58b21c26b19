import type { FetchApi } from '@backstage/core-plugin-api';
import { ResponseError } from '@backstage/errors';
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
import { plainText } from './plainText';
import type { AwsTarget, StreamflixApi } from './StreamflixApi';

/** One path segment. `.` and `..` are refused: URLs resolve them even when they are encoded. */
function segmentOf(text: string): string {
  if (/^\.{0,2}$/.test(text)) {
    throw new Error('An account, a region or a suffix is not valid.');
  }
  return encodeURIComponent(text);
}

/**
 * Calls the StreamFlix backend over HTTP. The fetch API resolves the plugin's base URL from `plugin://`. Texts in responses
 * partly come from AWS, so they are reduced to plain text here, for every view.
 *
 * @public
 */
export class StreamflixClient implements StreamflixApi {
  readonly #fetchApi: FetchApi;

  constructor(options: { fetchApi: FetchApi }) {
    this.#fetchApi = options.fetchApi;
  }

  listEnvironments(): Promise<EnvironmentList> {
    return this.#get(['environments']);
  }

  getStatus(
    { account, region, suffix }: EnvironmentRef,
    { refresh = false }: { refresh?: boolean } = {},
  ): Promise<EnvironmentStatus> {
    return this.#get(['environments', account, region, suffix], {
      alarms: 'true',
      ...(refresh && { refresh: 'true' }),
    });
  }

  getEvents(
    { account, region, suffix }: EnvironmentRef,
    cursor?: string,
  ): Promise<EnvironmentEvents> {
    return this.#get(['environments', account, region, suffix, 'events'], {
      cursor,
    });
  }

  getOperations({
    account,
    region,
    suffix,
  }: EnvironmentRef): Promise<OperationHistory> {
    return this.#get(['environments', account, region, suffix, 'operations']);
  }

  getStack({
    account,
    region,
    suffix,
  }: EnvironmentRef): Promise<EnvironmentStack> {
    return this.#get(['environments', account, region, suffix, 'stack']);
  }

  getTemplate({
    account,
    region,
    suffix,
  }: EnvironmentRef): Promise<EnvironmentTemplate> {
    return this.#get(['environments', account, region, suffix, 'template']);
  }

  getContainerLogs({
    account,
    region,
    suffix,
  }: EnvironmentRef): Promise<ContainerLogList> {
    return this.#get(['environments', account, region, suffix, 'logs']);
  }

  getLog(
    { account, region, suffix }: EnvironmentRef,
    source: LogSource,
  ): Promise<EnvironmentLogs> {
    return this.#get(['environments', account, region, suffix, 'logs', source]);
  }

  getOperation(
    { account, region, suffix }: EnvironmentRef,
    id: string,
  ): Promise<Operation> {
    return this.#get([
      'environments',
      account,
      region,
      suffix,
      'operations',
      id,
    ]);
  }

  cancelOperation(
    { account, region, suffix }: EnvironmentRef,
    id: string,
    request: CancelRequest,
  ): Promise<CancelResponse> {
    const path = ['environments', account, region, suffix, 'operations', id];
    return this.#fetch([...path, 'cancel'].map(segmentOf).join('/'), {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(request),
    });
  }

  getAuthorization({
    account,
    region,
    suffix,
  }: EnvironmentRef): Promise<EnvironmentAuthorization> {
    return this.#get([
      'environments',
      account,
      region,
      suffix,
      'authorization',
    ]);
  }

  getInstallation(): Promise<Installation> {
    return this.#get(['installation']);
  }

  checkSuffix(
    { account, region }: AwsTarget,
    suffix: string,
  ): Promise<SuffixAvailability> {
    return this.#get(['suffixes', account, region, suffix]);
  }

  listSecretNames({ account, region }: AwsTarget): Promise<SecretNames> {
    return this.#get(['secrets', account, region]);
  }

  startReview({
    operation,
    target: { account, region },
    suffix,
    values,
  }: Parameters<StreamflixApi['startReview']>[0]): Promise<EnvironmentReview> {
    const path = ['environments', account, region, suffix, 'plans'];
    return this.#fetch(path.map(segmentOf).join('/'), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ operation, values }),
    });
  }

  readReview(
    { account, region }: AwsTarget,
    suffix: string,
    changeSetArn: string,
  ): Promise<EnvironmentReview> {
    return this.#get(['environments', account, region, suffix, 'plans'], {
      changeSetArn,
    });
  }

  getOffers({ account, region }: AwsTarget): Promise<AccountOffers> {
    return this.#get(['offers', account, region]);
  }

  checkAccount(
    { account, region }: AwsTarget,
    environments: number,
  ): Promise<AccountReport> {
    return this.#get(['accounts', account, region], {
      environments: String(environments),
    });
  }

  #get<T>(
    path: string[],
    query: Record<string, string | undefined> = {},
  ): Promise<T> {
    const parameters = new URLSearchParams(
      Object.entries(query).filter((entry): entry is [string, string] =>
        Boolean(entry[1]),
      ),
    ).toString();
    const address = path.map(segmentOf).join('/');
    return this.#fetch(`${address}${parameters && `?${parameters}`}`);
  }

  async #fetch<T>(address: string, init?: RequestInit): Promise<T> {
    const response = await this.#fetchApi.fetch(
      `plugin://streamflix/${address}`,
      init,
    );
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return JSON.parse(await response.text(), (_, value) =>
      typeof value === 'string' ? plainText(value) : value,
    );
  }
}
