import { stackStatus } from '@streamflix/backstage-plugin-streamflix-common';
import {
  listDeletedStacks,
  readObservedStack,
  readOperations,
  type AwsAccess,
  type AwsTarget,
  type DurationLearner,
  type ObservedStack,
} from '@streamflix/backstage-plugin-streamflix-node';
import type { OutcomeChannels } from './OutcomeChannels';
import {
  publishWindow,
  type KnownStack,
  type OutcomeStore,
} from './OutcomeStore';

const markOf = ({ status, changedAt }: ObservedStack) =>
  `${status} ${changedAt}`;

const isStatusInProgress = (status: string) =>
  stackStatus(status).activity !== undefined;

/** The account and region of a stack, as text. */
export const targetOf = ({ account, region }: AwsTarget): string =>
  `${account}/${region}`;

/** Reads what became of the operations of stacks, and stores their outcomes for the publisher. */
export class StackExaminer {
  /** Time of the last search for deleted stacks, by account and region. */
  readonly #deletedSince = new Map<string, Date>();
  /** When failing stacks are read again; never once the cause is known. */
  readonly #nextReadAt = new Map<string, number>();

  constructor(
    private readonly access: AwsAccess,
    private readonly channels: OutcomeChannels,
    private readonly store: OutcomeStore,
    /** Milliseconds until a failing stack is read again while its cause is not completely known. */
    private readonly failingStackInterval: number,
    private readonly onError: (error: unknown) => void,
    private readonly learner?: DurationLearner,
  ) {}

  /** Reads the operations of a stack and stores their outcomes. */
  async examine({ ref, stackArn, ...before }: KnownStack): Promise<void> {
    const stack = await readObservedStack(this.access, ref, stackArn);
    if (!stack) {
      await this.store.deleteStack(stackArn);
      return;
    }
    const mark = markOf(stack);
    const inProgress = isStatusInProgress(stack.status);
    // While it fails, read the reason from ECS before the rollback deletes the tasks.
    const isFailing = inProgress && stackStatus(stack.status).isRollback;
    const isDue =
      isFailing && (this.#nextReadAt.get(stackArn) ?? 0) <= Date.now();
    if (mark === before.mark && inProgress && !isDue) return;

    const since = this.#earliest();
    const records = await readOperations(this.access, ref, stackArn, since, {
      onEvents: events => this.learner?.learn(ref.account, stackArn, events),
    });
    if (isFailing) {
      const latest = records.at(-1);
      const isExplained = latest && !latest.outcome && latest.isExplained;
      this.#nextReadAt.set(
        stackArn,
        isExplained ? Infinity : Date.now() + this.failingStackInterval,
      );
    } else {
      this.#nextReadAt.delete(stackArn);
    }
    for (const record of records) {
      if (record.outcome) await this.store.addOutcome(record);
    }
    if (inProgress && before.mark === '') {
      await this.channels
        .publishEnvironmentChanged({ ref, state: 'present' })
        .catch(error => this.onError(error));
    }
    // The status may be slightly ahead of the events: then the next listing finds that it has changed.
    const isAhead =
      !inProgress && records.slice(-1).some(({ outcome }) => !outcome);
    if (stack.status === 'DELETE_COMPLETE' && !isAhead) {
      await this.store.deleteStack(stackArn);
      return;
    }
    await this.store.putStack({
      ref,
      stackArn,
      mark: isAhead ? '' : mark,
      isInProgress: inProgress,
    });
  }

  /**
   * Examines the stacks that were deleted since the last search: one may have been created and deleted between two listings, or
   * while no backend was running.
   *
   * @param isStopping - ends the search early
   */
  async examineDeleted(
    target: AwsTarget,
    isStopping: () => boolean,
  ): Promise<void> {
    const key = targetOf(target);
    const searchedAt = Date.now();
    const since = this.#deletedSince.get(key) ?? this.#earliest();
    const deleted = await listDeletedStacks(this.access, target, since);
    for (const { ref, stackArn } of deleted) {
      if (isStopping()) return;
      await this.examine({ ref, stackArn, mark: '', isInProgress: false });
    }
    // AWS may list a deletion late.
    this.#deletedSince.set(key, new Date(searchedAt - 60_000));
  }

  /** Outcomes that are too old, or from before the installation started, are not published. */
  #earliest(): Date {
    return new Date(
      Math.max(this.store.since.getTime(), Date.now() - publishWindow),
    );
  }
}
