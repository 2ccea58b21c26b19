import { setTimeout as sleep } from 'node:timers/promises';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { EnvironmentRef } from '@streamflix/backstage-plugin-streamflix-common';
import {
  AwsError,
  listDeletedStacks,
  readObservedStack,
  readOperations,
  type AwsAccess,
  type EnvironmentListing,
  type ObservedStack,
  type AwsTarget,
} from '@streamflix/backstage-plugin-streamflix-node';
import pLimit from 'p-limit';
import type { OutcomeChannels } from './OutcomeChannels';
import {
  publishable,
  type KnownStack,
  type OutcomeStore,
  type PendingOutcome,
} from './OutcomeStore';

/** Milliseconds that the publisher waits for things. */
export interface PublisherTimes {
  /** Between two looks at the stacks with an operation in progress. */
  pace: number;
  /** The same, for each of these stacks: many are looked at less often. */
  pacePerStack: number;
  /** Until a failing stack is read again whose cause is not known completely. */
  failing: number;
  /** For one way of publishing. All three together take less than a replica has an outcome to itself. */
  publishing: number;
  /** Until what could not be published is tried again. */
  retry: number;
  /** For what is being published when the backend shuts down. */
  shutdown: number;
}

const usualTimes: PublisherTimes = {
  pace: 2_000,
  pacePerStack: 200,
  failing: 15_000,
  publishing: 10_000,
  retry: 10_000,
  shutdown: 5_000,
};

const markOf = ({ status, changedAt }: ObservedStack) =>
  `${status} ${changedAt}`;

const isInProgress = (status: string) =>
  status.endsWith('_IN_PROGRESS') && status !== 'REVIEW_IN_PROGRESS';

const targetOf = ({ account, region }: AwsTarget) => `${account}/${region}`;

async function within<T>(ms: number, run: () => Promise<T>): Promise<T> {
  const abort = new AbortController();
  const limit = sleep(ms, undefined, { signal: abort.signal, ref: false });
  try {
    return await Promise.race([
      run(),
      limit.then(() => Promise.reject(new Error(`No answer in ${ms} ms.`))),
    ]);
  } finally {
    limit.catch(() => {});
    abort.abort();
  }
}

/**
 * Follows every operation of ours to its end and publishes the outcome: an event, an audit event and a notification. Whoever started
 * it, from the portal or the terminal, and whatever died meanwhile: the operation is in CloudFormation, with its requester in its
 * token, and any replica can read what it came to.
 *
 * Each way of publishing is best effort, and changes nothing about the outcome: one that fails is tried again for a day. What was
 * published is remembered in the database, so each is done once; a process that is killed in the middle does it a second time, with
 * the same id.
 */
export class OutcomePublisher {
  readonly #times: PublisherTimes;
  readonly #oneAtATime = pLimit(1);
  /** Hints that have not been followed. */
  readonly #hints = new Map<string, KnownStack>();
  /** Up to when deleted stacks were looked for, by account and region. */
  readonly #deletedSince = new Map<string, Date>();
  /** When stacks that are failing are read again; never once the cause is known. */
  readonly #readAgain = new Map<string, number>();
  /** What was published, but could not be marked as published. */
  readonly #unmarked = new Set<string>();
  /** What is wrong this time, and was the last time: it is logged once. */
  #problems = new Set<string>();
  #lastProblems = new Set<string>();
  #inProgress = 0;
  #timer?: NodeJS.Timeout;
  #isStopping = false;

  constructor(
    private readonly access: AwsAccess,
    private readonly channels: OutcomeChannels,
    private readonly store: OutcomeStore,
    private readonly logger: LoggerService,
    times: Partial<PublisherTimes> = {},
  ) {
    this.#times = { ...usualTimes, ...times };
  }

  /** Starts to look at what is in progress. */
  start(): void {
    const { pace, pacePerStack } = this.#times;
    const wait = Math.max(pace, pacePerStack * this.#inProgress);
    this.#timer = setTimeout(async () => {
      await this.look();
      if (!this.#isStopping) this.start();
    }, wait);
    this.#timer.unref();
  }

  /** Stops, once what is being published has been; what is left is free for other replicas. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    clearTimeout(this.#timer);
    await within(this.#times.shutdown, () =>
      this.#oneAtATime(() => this.store.releaseAll()),
    ).catch(error => {
      this.logger.warn(
        `Outcomes are left for another replica, or the next start: ${error}`,
      );
    });
  }

  /** An operation was seen to start or to end on a stack: looks at it at once. */
  async seen(ref: EnvironmentRef, stackArn: string): Promise<void> {
    const hint = { ref, stackArn, mark: '', isInProgress: true };
    this.#hints.set(stackArn, hint);
    await this.#safely(async () => {
      await this.#followHints();
      await this.#publishPending();
    });
  }

  /** Looks at the stacks that have an operation in progress, and publishes what has ended. */
  look(): Promise<void> {
    return this.#safely(async () => {
      await this.#followHints();
      const claimed = await this.store.claimInProgress();
      this.#inProgress = claimed.length;
      await this.#examineAll(claimed);
      await this.#publishPending();
    });
  }

  /** Compares a listing with what was known: stacks that have changed since then, or are gone, have been through an operation. */
  reconcile({ items, failures }: EnvironmentListing): Promise<void> {
    return this.#safely(async () => {
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
      await this.#examineAll([...changed, ...gone]);
      for (const target of targets) {
        await this.#attempt(() => this.#examineDeleted(target));
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

  /** A stack may have been created and deleted between two listings, or while no backend was running. */
  async #examineDeleted(target: AwsTarget): Promise<void> {
    const key = targetOf(target);
    const lookedAt = Date.now();
    const since = this.#deletedSince.get(key) ?? this.#earliest();
    const deleted = await listDeletedStacks(this.access, target, since);
    for (const { ref, stackArn } of deleted) {
      if (this.#isStopping) return;
      await this.#examine({ ref, stackArn, mark: '', isInProgress: false });
    }
    // AWS may list a deletion late.
    this.#deletedSince.set(key, new Date(lookedAt - 60_000));
  }

  /** Examines stacks. Where AWS cannot be read, the other stacks of that account and region wait for the next time, too. */
  async #examineAll(stacks: readonly KnownStack[]): Promise<void> {
    const failing = new Set<string>();
    for (const stack of stacks) {
      const target = targetOf(stack.ref);
      if (failing.has(target)) continue;
      const error = await this.#attempt(() => this.#examine(stack));
      if (error instanceof AwsError) failing.add(target);
    }
  }

  /** Reads what a stack has been through, and keeps the outcomes. */
  async #examine({ ref, stackArn, ...before }: KnownStack): Promise<void> {
    const stack = await readObservedStack(this.access, ref, stackArn);
    if (!stack) {
      await this.store.deleteStack(stackArn);
      return;
    }
    const mark = markOf(stack);
    const isOn = isInProgress(stack.status);
    // While it fails, ECS has to be asked why before the rollback takes the tasks.
    const isFailing = isOn && /ROLLBACK/.test(stack.status);
    const isDue =
      isFailing && (this.#readAgain.get(stackArn) ?? 0) <= Date.now();
    if (mark === before.mark && isOn && !isDue) return;

    const since = this.#earliest();
    const isRecent = ({ lastEventAt }: { lastEventAt: string }) =>
      new Date(lastEventAt) >= since;
    const records = await readOperations(this.access, ref, stackArn, since);
    if (isFailing) {
      const latest = records.at(-1);
      const isExplained = latest && !latest.outcome && latest.isExplained;
      this.#readAgain.set(
        stackArn,
        isExplained ? Infinity : Date.now() + this.#times.failing,
      );
    } else {
      this.#readAgain.delete(stackArn);
    }
    for (const record of records.filter(isRecent)) {
      if (record.outcome) await this.store.addOutcome(record);
    }
    if (isOn && before.mark === '') {
      await this.channels
        .announce({ ref, state: 'present' })
        .catch(error => this.#report(error));
    }
    // The status may be a moment ahead of the events: then the next listing finds that it has changed.
    const isAhead =
      !isOn &&
      records.slice(-1).some(record => isRecent(record) && !record.outcome);
    if (stack.status === 'DELETE_COMPLETE' && !isAhead) {
      await this.store.deleteStack(stackArn);
      return;
    }
    await this.store.putStack({
      ref,
      stackArn,
      mark: isAhead ? '' : mark,
      isInProgress: isOn,
    });
  }

  /** What ended before is not published any more; what had ended when the installation started is history. */
  #earliest(): Date {
    return new Date(
      Math.max(this.store.since.getTime(), Date.now() - publishable),
    );
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
          await within(this.#times.publishing, () =>
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
    await this.store.release(record.id, this.#times.retry);
  }

  /** One at a time, so that nothing is published twice by one replica. */
  #safely(run: () => Promise<void>): Promise<void> {
    return this.#oneAtATime(async () => {
      this.#lastProblems = this.#problems;
      this.#problems = new Set();
      await this.#attempt(run);
    });
  }

  /** @returns what was thrown, after it was logged; undefined when all went well */
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
