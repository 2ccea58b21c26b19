import type { LoggerService } from '@backstage/backend-plugin-api';
import type {
  EnvironmentFacts,
  EnvironmentRef,
  OperationHistory,
} from '@streamflix/backstage-plugin-streamflix-common';
import {
  factsOf,
  listDeletedStacks,
  readObservedStack,
  readOperationHistory,
  readReplacedCreations,
  withReplacedCreations,
  type AwsAccess,
  type AwsTarget,
  type ListedEnvironment,
  type ObservedStack,
  type OperationRecord,
} from '@streamflix/backstage-plugin-streamflix-node';
import type { Spend } from '../limits/CallBudget';
import { RecentReadings } from '../limits/RecentReadings';
import { historyFor } from './historyFor';

/** Number of earlier environments of a name that are considered, newest first. */
const maxDeletedStacks = 5;

type DeletedStacks = Awaited<ReturnType<typeof listDeletedStacks>>;

/** The reason is for the operator, in the log: users can do nothing about the database. */
const withoutStored = (history: OperationHistory): OperationHistory => ({
  ...history,
  unread: [
    ...history.unread,
    'The stored outcomes of earlier operations: the database of the portal did not respond.',
  ],
});

/** Reads the history of operations for requests, within the requester's budget, unless a recent reading is cached. */
export class HistoryReader {
  private readonly running = new RecentReadings<OperationHistory>({
    milliseconds: 5_000,
    max: 200,
    calls: 6,
  });
  private readonly finished = new RecentReadings<OperationHistory>({
    // The state of the stack is part of the key.
    milliseconds: 60_000,
    max: 200,
    calls: 6,
  });
  private readonly deletedStacks = new RecentReadings<DeletedStacks>({
    milliseconds: 5_000,
    max: 200,
    calls: 1,
  });
  private readonly described = new RecentReadings<ObservedStack | undefined>({
    milliseconds: 60_000,
    max: 1_000,
    calls: 1,
  });
  /** By the stack that replaced them: they never change. */
  private readonly replaced = new RecentReadings<OperationHistory[]>({
    milliseconds: 3_600_000,
    max: 200,
    calls: 6,
  });

  /** @param stored - outcomes of operations whose events AWS may no longer have */
  constructor(
    private readonly access: AwsAccess,
    private readonly stored: (stackArn: string) => Promise<OperationRecord[]>,
    private readonly logger: LoggerService,
  ) {}

  /** The history of an environment that exists. @throws AwsError, TooManyRequestsError */
  async of(
    { ref, stack }: ListedEnvironment,
    mayRead: (environment: EnvironmentFacts) => boolean,
    spend: Spend,
  ): Promise<OperationHistory> {
    const { stackArn, status, updatedAt = '' } = stack;
    const read = { stackArn, status, changedAt: updatedAt };
    return this.#withReplaced(
      await this.#read(ref, read, spend),
      mayRead,
      spend,
    );
  }

  /**
   * The history of the latest deleted environment of this name that the requester may read. Each stack is authorized by its own
   * owner: a name may have had several.
   *
   * @returns undefined when there is none
   * @throws AwsError, TooManyRequestsError
   */
  async ofDeleted(
    ref: EnvironmentRef,
    mayRead: (environment: EnvironmentFacts) => boolean,
    spend: Spend,
  ): Promise<OperationHistory | undefined> {
    const stacks = (await this.#deleted(ref, spend)).filter(
      found => found.ref.suffix === ref.suffix,
    );
    for (const { stackArn } of stacks.slice(0, maxDeletedStacks)) {
      const stack = await this.described.get(stackArn, spend, () =>
        readObservedStack(this.access, ref, stackArn),
      );
      if (stack?.isManaged && mayRead(factsOf(ref, stack))) {
        const { status, changedAt } = stack;
        const read = { stackArn, status, changedAt };
        return this.#withReplaced(
          await this.#read(ref, read, spend),
          mayRead,
          spend,
        );
      }
    }
    return undefined;
  }

  /** Undefined when the database cannot answer. */
  async #readStored(stackArn: string): Promise<OperationRecord[] | undefined> {
    try {
      return await this.stored(stackArn);
    } catch (error) {
      this.logger.warn(`Stored outcomes could not be read: ${error}`);
      return undefined;
    }
  }

  /** With the failed creations that it replaced, as far as the requester may read these, too. */
  async #withReplaced(
    history: OperationHistory,
    mayRead: (environment: EnvironmentFacts) => boolean,
    spend: Spend,
  ): Promise<OperationHistory> {
    // Until it is known who created it, nothing of it can be cached.
    if (!history.items.some(({ kind }) => kind === 'create')) return history;
    return withReplacedCreations(history, async () => {
      const replaced = await this.replaced.get(history.stackArn, spend, () =>
        readReplacedCreations(this.access, history, {
          storedOf: async stackArn => (await this.#readStored(stackArn)) ?? [],
        }),
      );
      return replaced
        .filter(({ ref, owner, blueprint }) =>
          mayRead({ ...ref, owner, blueprint }),
        )
        .map(before =>
          // Who may see identities in AWS is decided for the environment as it is now.
          historyFor(before, before.blueprint === history.blueprint),
        );
    });
  }

  #deleted(target: AwsTarget, spend: Spend): Promise<DeletedStacks> {
    const { account, region } = target;
    return this.deletedStacks.get(`${account}/${region}`, spend, () =>
      listDeletedStacks(this.access, target),
    );
  }

  #read(
    ref: EnvironmentRef,
    stack: { stackArn: string; status: string; changedAt: string },
    spend: Spend,
  ): Promise<OperationHistory> {
    const { stackArn, status, changedAt } = stack;
    const readings = status.endsWith('_IN_PROGRESS')
      ? this.running
      : this.finished;
    return readings.get(
      `${stackArn} ${status} ${changedAt}`,
      spend,
      async () => {
        const stored = await this.#readStored(stackArn);
        const history = await readOperationHistory(
          this.access,
          ref,
          stackArn,
          stored ?? [],
        );
        return stored ? history : withoutStored(history);
      },
    );
  }
}
