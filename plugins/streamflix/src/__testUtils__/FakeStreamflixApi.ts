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
import type { PlaceRef, StreamflixApi } from '../api';

/** Answers from memory what the backend would; each answer can be changed, and each question is written down. */
export class FakeStreamflixApi implements StreamflixApi {
  readonly asked: string[] = [];
  statuses: EnvironmentStatus[] = [];
  list?: EnvironmentList;
  stacks: EnvironmentStack[] = [];
  events: EnvironmentEvents[] = [{ items: [] }];
  installation: Installation = {
    regions: ['eu-west-2', 'ca-central-1', 'eu-central-1', 'ap-northeast-1'],
    accounts: [{ id: '000000000000' }],
    localAws: false,
  };
  taken: Record<string, SuffixAvailability> = {};
  secretNames = ['streamflix/api-keys', 'streamflix/database'];
  /** Set to make every question fail. */
  failure?: Error;

  constructor(answers: Partial<FakeStreamflixApi> = {}) {
    Object.assign(this, answers);
  }

  async listEnvironments(): Promise<EnvironmentList> {
    this.#ask('environments');
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
    this.#ask(`status ${ref.suffix}${options.refresh ? ' anew' : ''}`);
    const status = this.statuses.find(one => one.ref.suffix === ref.suffix);
    if (!status) throw new Error(`There is no environment ${ref.suffix}.`);
    return status;
  }

  async getEvents(
    ref: EnvironmentRef,
    cursor?: string,
  ): Promise<EnvironmentEvents> {
    this.#ask(`events ${ref.suffix}${cursor ? ` after ${cursor}` : ''}`);
    return this.events[Number(cursor ?? 0)];
  }

  async getStack(ref: EnvironmentRef): Promise<EnvironmentStack> {
    this.#ask(`stack ${ref.suffix}`);
    const stack = this.stacks.find(one => one.ref.suffix === ref.suffix);
    if (!stack) throw new Error(`There is no environment ${ref.suffix}.`);
    return stack;
  }

  async getInstallation(): Promise<Installation> {
    this.#ask('installation');
    return this.installation;
  }

  async checkSuffix(
    place: PlaceRef,
    suffix: string,
  ): Promise<SuffixAvailability> {
    this.#ask(`suffix ${place.account}/${place.region}/${suffix}`);
    return this.taken[suffix] ?? { free: true };
  }

  async listSecretNames(place: PlaceRef, prefix = ''): Promise<SecretNames> {
    this.#ask(`secrets ${place.account}/${place.region} ${prefix}`.trim());
    return {
      names: this.secretNames.filter(name => name.startsWith(prefix)),
      truncated: false,
    };
  }

  #ask(question: string) {
    this.asked.push(question);
    if (this.failure) throw this.failure;
  }
}
