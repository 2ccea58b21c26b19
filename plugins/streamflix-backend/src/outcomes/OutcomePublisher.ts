import { AsyncResource } from 'node:async_hooks';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { EnvironmentRef } from '@streamflix/backstage-plugin-streamflix-common';
import {
  AwsError,
  inBackground,
  type AwsAccess,
  type DurationLearner,
  type AwsTarget,
  type EnvironmentListing,
} from '@streamflix/backstage-plugin-streamflix-node';
import pLimit from 'p-limit';
import type { OutcomeChannels } from './OutcomeChannels';
import type { KnownStack, OutcomeStore, PendingOutcome } from './OutcomeStore';
import { StackExaminer, targetOf } from './StackExaminer';
import { within } from '../limits/within';

/** Intervals and timeouts of the publisher, in milliseconds. */
export interface PublisherTimes {
  /** Between two checks of the stacks with an operation in progress. */
  checkInterval: number;
  /** The same, multiplied by the number of these stacks: many stacks are checked less often. */
  checkIntervalPerStack: number;
  /** Until a failing stack is read again while its cause is not completely known. */
  failingStackInterval: number;
  /** Timeout for one channel. All three together take less time than a replica's claim of an outcome. */
  publishTimeout: number;
  /** Until failed publishing is retried. */
  retryDelay: number;
  /** For publishing in progress when the backend shuts down. */
  shutdownTimeout: number;
}

const defaultTimes: PublisherTimes = {
  checkInterval: 2_000,
  checkIntervalPerStack: 200,
  failingStackInterval: 15_000,
  publishTimeout: 10_000,
  retryDelay: 10_000,
  shutdownTimeout: 5_000,
};

/**
 * Stacks whose past is read at the same time. More would gain nothing: calls in the background wait for their share of AWS's rates,
 * and meanwhile no operation in progress is checked.
 */
const maxConcurrentStacks = 8;

/**
 * Follows every StreamFlix operation to its end and publishes the outcome: an event, an audit event and a notification. This
 * works for operations from the portal and the terminal, and after any process has died: the operation is in CloudFormation, with
 * the requester in its token, and any replica can read the outcome.
 *
 * Each channel is best effort and does not affect the outcome: a failed one is retried for a day. The database records what was
 * published, so each is done once; a process that is killed in between publishes a second time, with the same id.
 */
export class OutcomePublisher {
  readonly #times: PublisherTimes;
  readonly #examiner: StackExaminer;
  readonly #oneAtATime = pLimit(1);
  /** Hints that have not been processed. */
  readonly #hints = new Map<string, KnownStack>();
  /** What was published but could not be marked as published. */
  readonly #unmarked = new Set<string>();
  /** Problems of the current and the last run: each is logged once. */
  #problems = new Set<string>();
  #lastProblems = new Set<string>();
  #inProgress = 0;
  #timer?: NodeJS.Timeout;
  #isStopping = false;
  #isReconciling = false;

  constructor(
    private readonly access: AwsAccess,
    private readonly channels: OutcomeChannels,
    private readonly store: OutcomeStore,
    private readonly logger: LoggerService,
    options: Partial<PublisherTimes> & {
      /** Learns from the events that are read. */
      learner?: DurationLearner;
    } = {},
  ) {
    const { learner, ...times } = options;
    this.#times = { ...defaultTimes, ...times };
    this.#examiner = new StackExaminer(
      access,
      channels,
      store,
      this.#times.failingStackInterval,
      error => this.#report(error),
      learner,
    );
  }

  /** Starts to check operations in progress. */
  start(): void {
    const { checkInterval: pace, checkIntervalPerStack: pacePerStack } =
      this.#times;
    const wait = Math.max(pace, pacePerStack * this.#inProgress);
    this.#timer = setTimeout(async () => {
      // An operation that the portal started is noted and checked at once; these checks find the others, and how they end.
      await inBackground(() => this.checkStacks());
      if (!this.#isStopping) this.start();
    }, wait);
    this.#timer.unref();
  }

  /** Stops after the current publishing has finished; releases the others for other replicas. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    clearTimeout(this.#timer);
    await within(this.#times.shutdownTimeout, () =>
      this.#oneAtATime(() => this.store.releaseAll()),
    ).catch(error => {
      this.logger.warn(
        `Outcomes are left for another replica, or the next start: ${error}`,
      );
    });
  }

  /** Checks a stack immediately because an operation on it has started or ended. */
  async noteOperation(ref: EnvironmentRef, stackArn: string): Promise<void> {
    const hint = { ref, stackArn, mark: '', isInProgress: true };
    this.#hints.set(stackArn, hint);
    await this.#runCheck(async () => {
      await this.#followHints();
      await this.#publishPending();
    });
  }

  /** Checks the stacks with an operation in progress, and publishes finished outcomes. */
  async checkStacks(): Promise<void> {
    const claimed: KnownStack[] = [];
    await this.#runCheck(async () => {
      await this.#followHints();
      claimed.push(...(await this.store.claimInProgress()));
      this.#inProgress = claimed.length;
    });
    // A few at a time: calls may wait for their share of a rate, and what is noted meanwhile is checked in between.
    const failing = new Set<string>();
    for (let first = 0; first < claimed.length; first += maxConcurrentStacks) {
      const some = claimed.slice(first, first + maxConcurrentStacks);
      await this.#exclusively(() => this.#examineAll(some, failing));
    }
    await this.#exclusively(() => this.#publishPending());
  }

  /** Compares a listing with the stored stacks: changed or deleted stacks have had an operation. */
  async reconcile({ items, failures }: EnvironmentListing): Promise<void> {
    if (this.#isReconciling) return;
    this.#isReconciling = true;
    try {
      await this.#reconcile({ items, failures });
    } finally {
      this.#isReconciling = false;
    }
  }

  async #reconcile({ items, failures }: EnvironmentListing): Promise<void> {
    const due: KnownStack[] = [];
    const examined: AwsTarget[] = [];
    await this.#runCheck(async () => {
      const known = new Map(
        (await this.store.stacks()).map(stack => [stack.stackArn, stack]),
      );
      const changed: KnownStack[] = [];
      for (const { ref, stack } of items) {
        const { stackArn, status } = stack;
        const before = known.get(stackArn);
        known.delete(stackArn);
        const mark = `${status} ${stack.updatedAt ?? stack.createdAt}`;
        if (before?.mark === mark && !before.isInProgress) continue;
        changed.push(
          before ?? { ref, stackArn, mark: '', isInProgress: false },
        );
      }
      const unread = new Set(failures.map(targetOf));
      const targets = (await this.access.targets()).filter(
        target => !unread.has(targetOf(target)),
      );
      const read = new Set(targets.map(targetOf));
      const gone = [...known.values()].filter(({ ref }) =>
        read.has(targetOf(ref)),
      );
      due.push(...alternating([...changed, ...gone]));
      examined.push(...targets);
    });
    // A few at a time: after the first start there are many, and operations in progress are checked meanwhile.
    const failing = new Set<string>();
    for (let first = 0; first < due.length; first += maxConcurrentStacks) {
      const some = due.slice(first, first + maxConcurrentStacks);
      await this.#exclusively(async () => {
        await Promise.all(some.map(one => this.#examineAll([one], failing)));
      });
    }
    await this.#exclusively(async () => {
      for (const target of examined) {
        await this.#attempt(() =>
          this.#examiner.examineDeleted(target, () => this.#isStopping),
        );
      }
      await this.#publishPending();
      await this.store.deleteOld();
    });
  }

  async #followHints(): Promise<void> {
    for (const [stackArn, hint] of [...this.#hints]) {
      await this.store.putHint(hint);
      this.#hints.delete(stackArn);
      const stack = await this.store.stack(stackArn);
      if (stack) await this.#examineAll([stack]);
    }
  }

  /** Examines stacks. After an AWS error, the other stacks of that account and region wait for the next check. */
  async #examineAll(
    stacks: readonly KnownStack[],
    failing = new Set<string>(),
  ): Promise<void> {
    for (const stack of stacks) {
      const target = targetOf(stack.ref);
      if (failing.has(target)) continue;
      const error = await this.#attempt(() => this.#examiner.examine(stack));
      if (error instanceof AwsError) failing.add(target);
    }
  }

  async #publishPending(): Promise<void> {
    while (!this.#isStopping) {
      const pending = await this.store.claimPending();
      if (!pending) return;
      await this.#publish(pending);
    }
  }

  async #publish({ record, left }: PendingOutcome): Promise<void> {
    const failed: string[] = [];
    for (const channel of left) {
      const key = `${channel} ${record.id}`;
      try {
        if (!this.#unmarked.has(key)) {
          await within(this.#times.publishTimeout, () =>
            this.channels.publish(channel, record),
          );
        }
        this.#unmarked.add(key);
        await this.store.markPublished(record.id, channel);
        this.#unmarked.delete(key);
      } catch (error) {
        failed.push(`${channel}: ${error}`);
      }
    }
    if (failed.length === 0) return;
    this.logger.warn(
      `The outcome of operation ${
        record.id
      } could not be published completely, and will be again: ${failed.join(
        '; ',
      )}`,
    );
    await this.store.release(record.id, this.#times.retryDelay);
  }

  /** One at a time, so that one replica publishes nothing twice. */
  #runCheck(run: () => Promise<void>): Promise<void> {
    return this.#exclusively(async () => {
      this.#lastProblems = this.#problems;
      this.#problems = new Set();
      await run();
    });
  }

  async #exclusively(run: () => Promise<void>): Promise<void> {
    // Without `bind`, a waiting call would be in the background exactly when the one before it is.
    await this.#oneAtATime(AsyncResource.bind(() => this.#attempt(run)));
  }

  /** @returns what was thrown, after it was logged; undefined on success */
  async #attempt(run: () => Promise<void>): Promise<unknown> {
    if (this.#isStopping) return undefined;
    try {
      await run();
      return undefined;
    } catch (error) {
      this.#report(error);
      return error;
    }
  }

  #report(error: unknown): void {
    const problem = String(error);
    if (!this.#problems.has(problem) && !this.#lastProblems.has(problem)) {
      this.logger.warn(
        `Outcomes could not be published, which is tried again: ${problem}`,
      );
    }
    this.#problems.add(problem);
  }
}

/** In turns from each account and region, because each has rates of its own. */
function alternating(stacks: readonly KnownStack[]): KnownStack[] {
  const turns = new Map<string, number>();
  return stacks
    .map(stack => {
      const target = targetOf(stack.ref);
      const turn = turns.get(target) ?? 0;
      turns.set(target, turn + 1);
      return { stack, turn };
    })
    .sort((a, b) => a.turn - b.turn)
    .map(({ stack }) => stack);
}
