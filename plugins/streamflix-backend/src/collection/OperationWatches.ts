import { setTimeout as sleep } from 'node:timers/promises';
import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  toResourceRef,
  type EnvironmentFacts,
  type EnvironmentRef,
  type Operation,
} from '@streamflix/backstage-plugin-streamflix-common';
import {
  findOperation,
  type AwsAccess,
  type DurationLearner,
  type OperationReading,
} from '@streamflix/backstage-plugin-streamflix-node';
import { LRUCache } from 'lru-cache';
import type { Spend } from '../limits/CallBudget';
import { SingleFlight } from '../limits/SingleFlight';
import type { DurationsCache } from './DurationsCache';

/** Milliseconds for which a viewer counts after a request: the page polls more often. */
const viewing = 15_000;

/** Milliseconds after which a reading that fails is no longer shown as the present state. */
const tolerated = 10_000;

/** Milliseconds for which it is known that an operation was not found. */
const missing = 2_000;

/** Calls to AWS that finding an operation usually takes. */
const callsToFind = 6;

/** An operation that is viewed. */
interface Watch {
  ref: EnvironmentRef;
  id: string;
  reading: OperationReading;
  /** By entity reference: when they last asked. */
  viewers: Map<string, number>;
  isPolled: boolean;
  readAt: number;
  /** What the latest reading shows, the same for all viewers. */
  shown?: Operation;
  error?: unknown;
}

/**
 * Follows the operations that are being viewed. While anyone views one, AWS is asked twice a second at most, at the installation's
 * expense: the number of viewers changes nothing. Without viewers, AWS is not asked.
 */
export class OperationWatches {
  private readonly watches = new LRUCache<string, Watch>({ max: 200 });
  private readonly unknown: LRUCache<string, true>;
  private readonly flights = new SingleFlight<Watch | undefined>();
  private isStopped = false;

  constructor(
    private readonly options: {
      access: AwsAccess;
      learner: DurationLearner;
      durations: DurationsCache;
      logger: LoggerService;
      /** Called when an operation has new events, with those who view it. */
      onChange(operation: {
        ref: EnvironmentRef;
        id: string;
        viewers: string[];
      }): void;
    },
  ) {
    this.unknown = new LRUCache({ max: 1_000, ttl: missing, perf: Date });
  }

  /** Stops following. */
  stop(): void {
    this.isStopped = true;
  }

  /**
   * An operation as it is now.
   *
   * @param viewer - entity reference; undefined for a service, which gets no signals
   * @returns undefined when there is none
   * @throws AwsError, TooManyRequestsError
   */
  async get(
    ref: EnvironmentRef,
    id: string,
    { spend, viewer }: { spend: Spend; viewer?: string },
  ): Promise<{ operation: Operation; facts: EnvironmentFacts } | undefined> {
    const key = `${toResourceRef(ref)} ${id}`;
    if (this.unknown.has(key)) return undefined;
    const watch = await this.flights.run(key, () =>
      this.find(key, ref, id, spend),
    );
    if (!watch) return undefined;
    const { reading, error } = watch;
    if (error !== undefined && Date.now() - watch.readAt > tolerated)
      throw error;
    if (!reading.isOver) {
      watch.viewers.set(viewer ?? '', Date.now());
      this.poll(watch);
    }
    watch.shown ??= reading.operation(this.options.learner);
    return {
      operation: { ...watch.shown, now: new Date().toISOString() },
      facts: reading.facts,
    };
  }

  /** Reads an operation at once, because it has just been changed. */
  async changed(ref: EnvironmentRef, id: string): Promise<void> {
    const watch = this.watches.get(`${toResourceRef(ref)} ${id}`);
    if (watch) await this.refresh(watch);
  }

  private async find(
    key: string,
    ref: EnvironmentRef,
    id: string,
    spend: Spend,
  ): Promise<Watch | undefined> {
    const { access, durations } = this.options;
    const known = this.watches.get(key);
    if (known) {
      // It was not viewed in the meantime.
      if (!known.isPolled && !known.reading.isOver) {
        await spend(1, () => this.refresh(known));
      }
      return known;
    }
    await durations.restore(ref.account);
    const reading = await spend(callsToFind, () =>
      findOperation(access, ref, id),
    );
    if (!reading) {
      this.unknown.set(key, true);
      return undefined;
    }
    const watch: Watch = {
      ref,
      id,
      reading,
      viewers: new Map(),
      isPolled: false,
      readAt: Date.now(),
    };
    this.watches.set(key, watch);
    await this.learn(watch);
    return watch;
  }

  private async refresh(watch: Watch): Promise<void> {
    const { onChange } = this.options;
    try {
      const hasChanged = await watch.reading.refresh();
      watch.readAt = Date.now();
      watch.shown = undefined;
      watch.error = undefined;
      if (!hasChanged) return;
      const { ref, id, viewers } = watch;
      onChange({ ref, id, viewers: [...viewers.keys()].filter(Boolean) });
      await this.learn(watch);
    } catch (error) {
      watch.error = error;
    }
  }

  private async learn({ ref, reading }: Watch): Promise<void> {
    const { durations, learner } = this.options;
    if (!reading.isOver) return;
    reading.teach(learner);
    await durations.save(ref.account);
  }

  /** Polls until it has ended, or has no viewers. */
  private poll(watch: Watch): void {
    if (watch.isPolled) return;
    watch.isPolled = true;
    const { access, logger } = this.options;
    const { pollInterval } = access.settings;
    const limiter = access.rateLimiter(watch.ref);
    let failures = 0;
    let startedAt = Date.now();
    const wait = () =>
      Math.max(pollInterval, limiter.minPollWait(pollInterval)) *
      Math.min(2 ** failures, 16);
    const isViewed = () => {
      const since = Date.now() - viewing;
      for (const [viewer, at] of watch.viewers) {
        if (at < since) watch.viewers.delete(viewer);
      }
      return watch.viewers.size > 0;
    };
    void limiter
      .countFollower(async () => {
        while (!this.isStopped && !watch.reading.isOver && isViewed()) {
          // From start to start: an answer that takes long delays no further one.
          const rest = startedAt + wait() - Date.now();
          await sleep(Math.max(0, rest), undefined, { ref: false });
          startedAt = Date.now();
          await this.refresh(watch);
          failures = watch.error === undefined ? 0 : failures + 1;
        }
      })
      .catch(error => logger.warn(`An operation is not followed: ${error}`))
      .finally(() => {
        watch.isPolled = false;
      });
  }
}
