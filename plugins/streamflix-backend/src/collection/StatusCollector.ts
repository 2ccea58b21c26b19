import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  deriveStatus,
  toResourceRef,
  type EnvironmentList,
  type EnvironmentRef,
  type EnvironmentStatus,
  type EnvironmentSummary,
} from '@streamflix/backstage-plugin-streamflix-common';
import {
  inBackground,
  listEnvironments,
  readSnapshot,
  readSnapshots,
  type AwsAccess,
  type AwsTarget,
  type EnvironmentListing,
  type ListedEnvironment,
} from '@streamflix/backstage-plugin-streamflix-node';
import pLimit from 'p-limit';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Spend } from '../limits/CallBudget';
import type { PushedTargets } from './PushedTargets';
import {
  byRef,
  isStable,
  missedChanges,
  rowOf,
  rowsOfListing,
  withStatuses,
} from './rows';
import { SingleFlight } from '../limits/SingleFlight';
import type { CollectionLease } from './CollectionLease';
import type { StatusCache } from './StatusCache';

/** Maximum age in milliseconds of the status of an operation in progress. Views then poll every three seconds. */
const maxAgeInProgress = 2_500;
/** Minimum milliseconds between readings requested by users; also how long a nonexistent environment is cached. */
const minRefreshInterval = 10_000;
/** Milliseconds for which the first list waits for the components of the environments. */
const firstListTimeout = 5_000;
/** Milliseconds between two checks whether another replica has collected. */
const otherReplicaPollInterval = 500;
/** Share of the interval for which a collection reads what it has never read. */
const shareForNewReadings = 0.75;
/** Accounts and regions read at the same time: each has rates of its own. */
const maxConcurrentTargets = 4;
/** Calls to AWS needed to find that an environment does not exist. */
const callsToFind = 1;
/** Calls to AWS that reading a whole environment usually takes. */
const callsToRead = 10;

const isInProgress = ({
  health,
  progress,
}: Pick<EnvironmentStatus, 'health' | 'progress'>) =>
  health === 'deploying' || progress !== undefined;

/**
 * Provides the status of environments with few calls to AWS: it reads on a schedule, after a change, during operations, and on a
 * user's request. Concurrent requests share one reading, so the cost grows with environments and not with viewers. Only readings
 * that do not serve all viewers count against the user's budget: lookups of unknown names, and readings before they are due.
 */
export class StatusCollector {
  private readonly statuses = new SingleFlight<EnvironmentStatus>();
  private readonly collections = new SingleFlight<
    EnvironmentList | undefined
  >();
  private readonly listUpdates = pLimit(1);
  /** Maximum age in milliseconds of the status of a stable environment: the schedule may be late once. */
  private readonly maxAgeStable: number;

  constructor(
    private readonly access: AwsAccess,
    private readonly cache: StatusCache,
    private readonly logger: LoggerService,
    /** Receives each complete listing, before the components of the environments are read. */
    private readonly onListing: (listing: EnvironmentListing) => void,
    private readonly lease: Pick<CollectionLease, 'run'>,
    /** Targets that report their changes. */
    private readonly pushed?: PushedTargets,
  ) {
    this.maxAgeStable = 2_000 * access.settings.refreshInterval;
  }

  /** All environments of all targets. @throws AwsError when not even the credentials' own account is known */
  async list(): Promise<EnvironmentList> {
    const list = await this.currentList();
    const inProgress = list.items.filter(isInProgress);
    if (inProgress.length === 0) return list;
    const statuses = await Promise.all(inProgress.map(row => this.status(row)));
    // What was read is in the cached list; an unchanged list stays the same object.
    return (await this.cache.list.get()) ?? withStatuses(list, statuses);
  }

  /**
   * An environment as listed. Makes no call for this environment, so any caller may request any number of nonexistent names.
   *
   * @throws AwsError when not even the credentials' own account is known
   */
  async listed(ref: EnvironmentRef): Promise<EnvironmentSummary | undefined> {
    return rowOf(await this.currentList(), ref);
  }

  /**
   * The status of one environment, with the reason for anything that could not be read.
   *
   * @param options.refresh - whether the user requests a new reading
   * @param options.spend - the user's budget, for readings that do not serve all viewers
   * @throws TooManyRequestsError
   */
  async status(
    { account, region, suffix }: EnvironmentRef,
    options: { refresh?: boolean; spend?: Spend } = {},
  ): Promise<EnvironmentStatus> {
    const ref = { account, region, suffix };
    const cached = await this.cache.status(ref).read();
    const latest = cached?.value;
    const isFresh = (status: EnvironmentStatus, given = {}) =>
      cached && Date.now() - cached.at <= this.maxAge(status, given);
    if (latest && isFresh(latest, options)) return latest;
    const known = latest?.summary ?? rowOf(await this.cache.list.get(), ref);
    const isDue = !latest || !isFresh(latest);
    const calls = known ? callsToRead : callsToFind;
    const { spend } = options;
    const read = () => this.readStatus(ref);
    return this.statuses.run(toResourceRef(ref), () =>
      spend && !(known && isDue) ? spend(calls, read) : read(),
    );
  }

  /**
   * Environments of a target that a resource may belong to: its name ends with their suffix, but names and suffixes contain dashes.
   */
  async ownersOf(
    { account, region }: AwsTarget,
    resource: string,
  ): Promise<EnvironmentRef[]> {
    const { items = [] } = (await this.cache.list.get()) ?? {};
    return items.filter(
      row =>
        row.account === account &&
        row.region === region &&
        resource.endsWith(`-${row.suffix}`),
    );
  }

  /** Whether what is known of an environment was read after a moment, in milliseconds since the epoch. */
  async isReadSince(ref: EnvironmentRef, moment: number): Promise<boolean> {
    const status = await this.cache.status(ref).get();
    return status !== undefined && Date.parse(status.readAt) > moment;
  }

  /** Reads an environment again because it is known to have changed. */
  async changed(ref: EnvironmentRef): Promise<void> {
    await this.statuses.runAfter(toResourceRef(ref), () =>
      this.readStatus(ref),
    );
  }

  /**
   * Reads everything, within half of AWS's rates, unless another replica does.
   *
   * @param options - `unlessWithin`: does nothing if any replica started a collection in the last so many milliseconds
   * @returns undefined when it did nothing
   * @throws AwsError when not even the credentials' own account is known
   */
  collect(
    options: { unlessWithin?: number } = {},
  ): Promise<EnvironmentList | undefined> {
    return this.collections.run('all', () =>
      this.lease.run(
        () => inBackground(() => this.readAll()),
        options.unlessWithin,
      ),
    );
  }

  /** Maximum age of a cached status in milliseconds. */
  private maxAge(
    status: EnvironmentStatus,
    { refresh = false }: { refresh?: boolean } = {},
  ): number {
    if (isInProgress(status)) return maxAgeInProgress;
    // A missing environment may be about to appear, and a failed read may succeed now.
    const isSettled = status.health !== 'absent' && status.health !== 'unknown';
    return refresh || !isSettled
      ? Math.min(minRefreshInterval, this.maxAgeStable)
      : this.maxAgeStable;
  }

  private async currentList(): Promise<EnvironmentList> {
    const fresh = await this.freshList();
    if (fresh) return fresh;
    const collection = this.waitForCollection();
    // The components of many environments take a while: the first list is shown without those that are not read yet.
    await Promise.race([
      collection,
      sleep(firstListTimeout, undefined, { ref: false }),
    ]);
    return (await this.cache.list.get()) ?? collection;
  }

  /** The list, unless it is too old. */
  private async freshList(): Promise<EnvironmentList | undefined> {
    const cached = await this.cache.list.get();
    // The age of the listing counts: a row that was read later does not make the others newer.
    const isFresh =
      cached && Date.now() - Date.parse(cached.readAt) <= this.maxAgeStable;
    return isFresh ? cached : undefined;
  }

  /** The list of a collection of any replica. */
  private async waitForCollection(): Promise<EnvironmentList> {
    for (;;) {
      const list = (await this.collect()) ?? (await this.freshList());
      if (list) return list;
      await sleep(otherReplicaPollInterval, undefined, { ref: false });
    }
  }

  private async readStatus(ref: EnvironmentRef): Promise<EnvironmentStatus> {
    const status = deriveStatus(await readSnapshot(this.access, ref));
    await this.cacheStatuses([status]);
    return status;
  }

  private async readAll(): Promise<EnvironmentList> {
    const listing = await listEnvironments(this.access);
    this.onListing(listing);
    for (const { account, region, reason } of listing.failures) {
      this.logger.warn(
        `Environments in ${region} of account ${account} could not be listed: ${reason}`,
      );
    }
    const before = await this.cache.list.get();
    if (before) {
      for (const { ref } of missedChanges(listing, before.items)) {
        await this.pushed?.noteMissedEvent(ref);
      }
    }
    const list: EnvironmentList = {
      items: rowsOfListing(listing, before?.items ?? []),
      failures: listing.failures,
      localAws: await this.access.isLocalAws().catch(() => false),
      readAt: new Date().toISOString(),
    };
    // The first list waits for the components of a few environments; later ones show new and deleted environments at once.
    let isShown = before !== undefined;
    const show = async () => {
      isShown = true;
      await this.cache.list.set(list);
    };
    if (before) await show();
    const timer = setTimeout(
      () => void (isShown || show()),
      firstListTimeout / 2,
    );
    try {
      const rest = await this.readComponents(
        listing,
        before?.items ?? [],
        async statuses => {
          if (isShown) await this.cacheStatuses(statuses, list);
          return isShown;
        },
      );
      await this.cacheStatuses(rest, list);
    } finally {
      clearTimeout(timer);
    }
    return (await this.cache.list.get()) ?? list;
  }

  /**
   * Reads the components of all environments; of targets that report their changes, mostly of those that are not stable.
   *
   * @param before - the rows before the listing
   * @param onStatuses - receives the statuses of an account and region as soon as they are read; returns false to leave them
   * @returns what was left
   */
  private async readComponents(
    { items }: EnvironmentListing,
    before: readonly EnvironmentSummary[],
    onStatuses: (statuses: EnvironmentStatus[]) => Promise<boolean>,
  ): Promise<EnvironmentStatus[]> {
    const seconds = this.access.settings.refreshInterval * shareForNewReadings;
    const until = Date.now() + seconds * 1_000;
    const limit = pLimit(maxConcurrentTargets);
    const rows = byRef(before);
    const left = await Promise.all(
      byTarget(items).map(environments =>
        limit(async () => {
          const [{ ref: target }] = environments;
          const maySkipStable =
            (await this.pushed?.maySkipStable(target)) ?? false;
          const due = maySkipStable
            ? environments.filter(each => !isStable(each, rows))
            : environments;
          if (!maySkipStable) await this.pushed?.noteFullRead(target);
          const statuses = (
            await readSnapshots(this.access, target, due, { until })
          ).map(deriveStatus);
          return (await onStatuses(statuses)) ? [] : statuses;
        }),
      ),
    );
    return left.flat();
  }

  /**
   * Caches the statuses and merges them into the list; a cached status with a later read time is kept.
   *
   * @param listed - the list to use if the cache has none
   */
  private async cacheStatuses(
    statuses: readonly EnvironmentStatus[],
    listed?: EnvironmentList,
  ): Promise<void> {
    const newest = await Promise.all(
      statuses.map(async status => {
        const slot = this.cache.status(status.ref);
        const other = await slot.get();
        if (other && other.readAt > status.readAt) return other;
        // Any user can request nonexistent names: they must not fill a shared cache.
        await (status.summary
          ? slot.set(status)
          : slot.set(status, minRefreshInterval / 1000));
        return status;
      }),
    );
    // Sequential: two concurrent updates would each lose the other's row.
    await this.listUpdates(async () => {
      const list = (await this.cache.list.get()) ?? listed;
      const isInList = (status: EnvironmentStatus) =>
        status.summary ?? rowOf(list, status.ref);
      if (list && (list === listed || newest.some(isInList))) {
        await this.cache.list.set(withStatuses(list, newest));
      }
    });
  }
}

function byTarget(environments: readonly ListedEnvironment[]) {
  const targets = new Map<string, ListedEnvironment[]>();
  for (const environment of environments) {
    const { account, region } = environment.ref;
    const target = `${account}/${region}`;
    targets.set(target, [...(targets.get(target) ?? []), environment]);
  }
  return [...targets.values()];
}
