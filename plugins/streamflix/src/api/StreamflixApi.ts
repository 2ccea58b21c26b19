import { createApiRef } from '@backstage/core-plugin-api';
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

/** Account and region; `default` stands for the installation's main account. */
export interface PlaceRef {
  account: string;
  region: string;
}

/** The StreamFlix backend, as the frontend sees it. Every method rejects with a `ResponseError` when the backend refuses. */
export interface StreamflixApi {
  listEnvironments(): Promise<EnvironmentList>;

  /** @param options.refresh - read AWS anew; the backend does so at most once every 10 s per environment */
  getStatus(
    ref: EnvironmentRef,
    options?: { refresh?: boolean },
  ): Promise<EnvironmentStatus>;

  /** One page, newest first. @param cursor - `nextCursor` of the page before */
  getEvents(ref: EnvironmentRef, cursor?: string): Promise<EnvironmentEvents>;

  /** What it is made of, read from AWS now. */
  getStack(ref: EnvironmentRef): Promise<EnvironmentStack>;

  getInstallation(): Promise<Installation>;

  checkSuffix(place: PlaceRef, suffix: string): Promise<SuffixAvailability>;

  /** Names alone. @param prefix - what the names begin with */
  listSecretNames(place: PlaceRef, prefix?: string): Promise<SecretNames>;
}

export const streamflixApiRef = createApiRef<StreamflixApi>({
  id: 'plugin.streamflix.client',
});
