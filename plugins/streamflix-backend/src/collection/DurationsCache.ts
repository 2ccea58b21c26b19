import type { LearnedDurations } from '@streamflix/backstage-plugin-streamflix-common';
import type { DurationLearner } from '@streamflix/backstage-plugin-streamflix-node';
import type { SimpleCache } from './FaultTolerantCache';
import { Slot } from './StatusCache';

/** Seconds for which learned durations are kept: 90 days. */
const ttl = 90 * 24 * 3600;

type Samples = (readonly [string, readonly number[]])[];

/** Keeps the durations that were learned of an account in Backstage's cache, for the next start and for other replicas. */
export class DurationsCache {
  private readonly restored = new Map<string, Promise<void>>();

  constructor(
    private readonly cache: SimpleCache,
    private readonly learner: DurationLearner,
  ) {}

  /** Restores what is known about an account, once. */
  restore(account: string): Promise<void> {
    const started =
      this.restored.get(account) ??
      this.slot(account)
        .get()
        .then(samples => this.learner.restore(account, samples ?? []));
    this.restored.set(account, started);
    return started;
  }

  /** What is known about an account, from this and from earlier starts. */
  async of(account: string): Promise<LearnedDurations> {
    await this.restore(account);
    return this.learner.of(account);
  }

  async save(account: string): Promise<void> {
    await this.slot(account).set(this.learner.of(account).entries());
  }

  private slot(account: string): Slot<Samples> {
    return new Slot(this.cache, `streamflix:v2:durations:${account}`, ttl);
  }
}
