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
  listEnvironments,
  readSnapshot,
  readSnapshots,
  type AwsAccess,
  type EnvironmentListing,
  type ListedEnvironment,
} from '@streamflix/backstage-plugin-streamflix-node';
import pLimit from 'p-limit';
import type { Spend } from '../limits/CallBudget';
import { rowOf, rowsOfListing, withStatuses } from './rows';
import { SingleFlight } from './SingleFlight';
import type { StatusCache } from './StatusCache';

/** Milliseconds for which a reading of what is in progress is good enough. Views ask every three seconds while it is. */
const whileMoving = 2_500;
/** Milliseconds between two readings that users ask for, and for which it is remembered that there is no such environment. */
const betweenRefreshes = 10_000;
/** Calls to AWS that it takes to find out that there is no such environment. */
const callsToFind = 1;
/** Calls to AWS that reading a whole environment usually takes. */
const callsToRead = 10;

const moves = ({
  health,
  progress,
}: Pick<EnvironmentStatus, 'health' | 'progress'>) =>
  health === 'deploying' || progress !== undefined;

/**
 * Knows the status of environments, and asks AWS as rarely as possible: on a schedule, when something has changed, while something
 * is in progress, and when a user asks. Requests for the same thing at the same time share one reading, so the cost grows with
 * environments and not with viewers. Only what does not serve all viewers is at the expense of the user: looking for names that
 * are not known, and reading before it is due.
 */
export class StatusCollector {
  private readonly statuses = new SingleFlight<EnvironmentStatus>();
  private readonly collections = new SingleFlight<EnvironmentList>();
  private readonly patches = pLimit(1);
  /** Milliseconds for which a reading of what rests is good enough: the schedule may be late once. */
  private readonly atRest: number;

  constructor(
    private readonly access: AwsAccess,
    private readonly cache: StatusCache,
    private readonly logger: LoggerService,
    /** Receives each complete listing, before the parts of the environments are read. */
    private readonly onListing?: (listing: EnvironmentListing) => void,
  ) {
    this.atRest = 2_000 * access.settings.refreshInterval;
  }

  /** All environments of all places. @throws AwsError when not even the credentials' own account is known */
  async list(): Promise<EnvironmentList> {
    const list = await this.currentList();
    const moving = list.items.filter(moves);
    if (moving.length === 0) return list;
    return withStatuses(
      list,
      await Promise.all(moving.map(row => this.status(row))),
    );
  }

  /**
   * An environment as the list has it. Costs no call for this environment, so that it can be asked for names that do not exist as
   * often as anyone likes.
   *
   * @throws AwsError when not even the credentials' own account is known
   */
  async listed(ref: EnvironmentRef): Promise<EnvironmentSummary | undefined> {
    return rowOf(await this.currentList(), ref);
  }

  /**
   * One environment. What could not be read says so.
   *
   * @param options.refresh - a user asks for a new reading
   * @param options.spend - the user's, for what does not serve all viewers
   * @throws TooManyRequestsError
   */
  async status(
    { account, region, suffix }: EnvironmentRef,
    options: { refresh?: boolean; spend?: Spend } = {},
  ): Promise<EnvironmentStatus> {
    const ref = { account, region, suffix };
    const slot = this.cache.status(ref);
    const latest = await slot.get();
    const good = latest && (await slot.get(this.maxAge(latest, options)));
    if (good) return good;
    const known = latest?.summary ?? rowOf(await this.cache.list.get(), ref);
    const isDue = !latest || !(await slot.get(this.maxAge(latest)));
    const calls = known ? callsToRead : callsToFind;
    const { spend } = options;
    const read = () => this.readStatus(ref);
    return this.statuses.run(toResourceRef(ref), () =>
      spend && !(known && isDue) ? spend(calls, read) : read(),
    );
  }

  /** Reads an environment again because it is known to have changed. */
  async changed(ref: EnvironmentRef): Promise<void> {
    await this.statuses.runAfter(toResourceRef(ref), () =>
      this.readStatus(ref),
    );
  }

  /** Reads everything, place by place. @throws AwsError when not even the credentials' own account is known */
  collect(): Promise<EnvironmentList> {
    return this.collections.run('all', () => this.readAll());
  }

  /** Milliseconds for which a reading is good enough. */
  private maxAge(
    status: EnvironmentStatus,
    { refresh = false }: { refresh?: boolean } = {},
  ): number {
    if (moves(status)) return whileMoving;
    // What is not there may be on its way, and what could not be read may be readable again.
    const isSettled = status.health !== 'absent' && status.health !== 'unknown';
    return refresh || !isSettled
      ? Math.min(betweenRefreshes, this.atRest)
      : this.atRest;
  }

  private async currentList(): Promise<EnvironmentList> {
    const cached = await this.cache.list.get();
    // By the time of the listing: a row that was read since makes the others no younger.
    const isGood =
      cached && Date.now() - Date.parse(cached.readAt) <= this.atRest;
    return isGood ? cached : this.collect();
  }

  private async readStatus(ref: EnvironmentRef): Promise<EnvironmentStatus> {
    const status = deriveStatus(await readSnapshot(this.access, ref));
    await this.keep([status]);
    return status;
  }

  private async readAll(): Promise<EnvironmentList> {
    const listing = await listEnvironments(this.access);
    this.onListing?.(listing);
    for (const { account, region, reason } of listing.failures) {
      this.logger.warn(
        `Environments in ${region} of account ${account} could not be listed: ${reason}`,
      );
    }
    const before = await this.cache.list.get();
    const list: EnvironmentList = {
      items: rowsOfListing(listing, before?.items ?? []),
      failures: listing.failures,
      localAws: await this.access.isLocalAws().catch(() => false),
      readAt: new Date().toISOString(),
    };
    // The first list waits for the parts; later ones tell at once what has come and gone.
    if (before) await this.cache.list.set(list);
    const statuses: EnvironmentStatus[] = [];
    for (const environments of byPlace(listing.items)) {
      const [{ ref }] = environments;
      const snapshots = await readSnapshots(this.access, ref, environments);
      statuses.push(...snapshots.map(deriveStatus));
    }
    await this.keep(statuses, list);
    return (await this.cache.list.get()) ?? list;
  }

  /**
   * Caches the statuses and puts them into the list; a status that was read later than one of these stands.
   *
   * @param listed - what the list is, should the cache have none
   */
  private async keep(
    statuses: readonly EnvironmentStatus[],
    listed?: EnvironmentList,
  ): Promise<void> {
    const newest = await Promise.all(
      statuses.map(async status => {
        const slot = this.cache.status(status.ref);
        const other = await slot.get();
        if (other && other.readAt > status.readAt) return other;
        // Anyone can ask for names that do not exist: they do not fill a shared cache.
        await (status.summary
          ? slot.set(status)
          : slot.set(status, betweenRefreshes / 1000));
        return status;
      }),
    );
    // One after the other: two readings that end together would each lose the other's row.
    await this.patches(async () => {
      const list = (await this.cache.list.get()) ?? listed;
      const isInList = (status: EnvironmentStatus) =>
        status.summary ?? rowOf(list, status.ref);
      if (list && (list === listed || newest.some(isInList))) {
        await this.cache.list.set(withStatuses(list, newest));
      }
    });
  }
}

function byPlace(environments: readonly ListedEnvironment[]) {
  const places = new Map<string, ListedEnvironment[]>();
  for (const environment of environments) {
    const { account, region } = environment.ref;
    const place = `${account}/${region}`;
    places.set(place, [...(places.get(place) ?? []), environment]);
  }
  return places.values();
}
