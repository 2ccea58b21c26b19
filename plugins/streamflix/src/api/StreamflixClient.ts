import type { FetchApi } from '@backstage/core-plugin-api';
import { ResponseError } from '@backstage/errors';
import type {
  EnvironmentEvents,
  EnvironmentList,
  EnvironmentRef,
  EnvironmentStack,
  EnvironmentStatus,
  Installation,
  SecretNames,
  SuffixAvailability,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { PlaceRef, StreamflixApi } from './StreamflixApi';

/** Asks the StreamFlix backend over HTTP. The fetch API knows where plugins live, so addresses begin with `plugin://`. */
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
    return this.#get(
      ['environments', account, region, suffix],
      refresh ? { refresh: 'true' } : {},
    );
  }

  getEvents(
    { account, region, suffix }: EnvironmentRef,
    cursor?: string,
  ): Promise<EnvironmentEvents> {
    return this.#get(['environments', account, region, suffix, 'events'], {
      cursor,
    });
  }

  getStack({
    account,
    region,
    suffix,
  }: EnvironmentRef): Promise<EnvironmentStack> {
    return this.#get(['environments', account, region, suffix, 'stack']);
  }

  getInstallation(): Promise<Installation> {
    return this.#get(['installation']);
  }

  checkSuffix(
    { account, region }: PlaceRef,
    suffix: string,
  ): Promise<SuffixAvailability> {
    return this.#get(['suffixes', account, region, suffix]);
  }

  listSecretNames(
    { account, region }: PlaceRef,
    prefix?: string,
  ): Promise<SecretNames> {
    return this.#get(['secrets', account, region], { prefix });
  }

  async #get<T>(
    path: string[],
    query: Record<string, string | undefined> = {},
  ): Promise<T> {
    const parameters = new URLSearchParams(
      Object.entries(query).filter((entry): entry is [string, string] =>
        Boolean(entry[1]),
      ),
    ).toString();
    const address = path.map(encodeURIComponent).join('/');
    const response = await this.#fetchApi.fetch(
      `plugin://streamflix/${address}${parameters && `?${parameters}`}`,
    );
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return response.json();
  }
}
