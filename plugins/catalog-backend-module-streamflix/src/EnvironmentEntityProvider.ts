import type { SchedulerServiceTaskRunner } from '@backstage/backend-plugin-api';
import type {
  DeferredEntity,
  EntityProvider,
  EntityProviderConnection,
  EntityProviderMutation,
} from '@backstage/plugin-catalog-node';
import {
  toResourceRef,
  type EnvironmentRef,
} from '@streamflix/backstage-plugin-streamflix-common';
import {
  findEnvironment,
  inBackground,
  listEnvironments,
  type AwsAccess,
  type ListedEnvironment,
  type AwsTarget,
} from '@streamflix/backstage-plugin-streamflix-node';
import pLimit from 'p-limit';
import {
  candidateNames,
  entityRefOf,
  type EntityNames,
  type NamedEnvironment,
} from './EntityNames';
import { toEntity } from './toEntity';

/** Must not change: with another name, the catalog would treat all entities as orphans. */
const providerName = 'streamflix-environments';

const isSameTarget = (a: AwsTarget, b: AwsTarget) =>
  a.account === b.account && a.region === b.region;

/**
 * Shows every environment in the catalog: all of them on a schedule, a changed one at once.
 *
 * Only a complete listing replaces the catalog's entities. If an account and region could not be listed, its entities stay; if
 * none could, nothing changes.
 */
export class EnvironmentEntityProvider implements EntityProvider {
  private connection?: EntityProviderConnection;
  /** Environments this process has added to the catalog, by resource reference. */
  private known = new Map<string, ListedEnvironment>();
  /** Updates of single environments since the current listing started. */
  private changedDuringRefresh = new Map<
    string,
    ListedEnvironment | undefined
  >();
  /** Limits reads to one at a time, so that an older state never overwrites a newer one. */
  private readonly refreshes = pLimit(1);
  private readonly mutations = pLimit(1);

  constructor(
    private readonly access: AwsAccess,
    private readonly schedule: SchedulerServiceTaskRunner,
    private readonly names: EntityNames,
  ) {}

  getProviderName(): string {
    return providerName;
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    this.connection = connection;
    await this.schedule.run({
      id: 'list-streamflix-environments',
      fn: () => this.refresh(),
    });
  }

  /**
   * Lists all environments and updates the catalog.
   *
   * @throws Error that names every account and region that could not be listed, or when the catalog does not respond
   */
  async refresh(): Promise<void> {
    this.changedDuringRefresh = new Map();
    const { items, failures } = await inBackground(() =>
      listEnvironments(this.access),
    );
    await this.mutations(() => this.apply(items, failures));
    if (failures.length === 0) return;
    throw new Error(
      `Environments could not be listed everywhere; the catalog keeps those of ${failures
        .map(
          ({ account, region, reason }) =>
            `${region} of account ${account}: ${reason}`,
        )
        .join(' ')}`,
    );
  }

  /** Reads one environment and updates its entity. @throws AwsError, or the SDK's error, and changes nothing */
  changed(ref: EnvironmentRef): Promise<void> {
    return this.refreshes(() => this.readEnvironment(ref));
  }

  /** Applies a listing to the catalog, corrected by updates received while it was read. */
  private async apply(
    items: readonly ListedEnvironment[],
    failures: readonly AwsTarget[],
  ): Promise<void> {
    const environments = [
      ...items.filter(
        ({ ref }) => !this.changedDuringRefresh.has(toResourceRef(ref)),
      ),
      ...[...this.changedDuringRefresh.values()].filter(
        found => found !== undefined,
      ),
    ];
    const listed = new Set(environments.map(({ ref }) => toResourceRef(ref)));
    const gone = [...this.known]
      .filter(
        ([key, { ref }]) =>
          !listed.has(key) &&
          !failures.some(failure => isSameTarget(failure, ref)),
      )
      .map(([, environment]) => environment);
    const { added, removed } = await this.difference(environments, gone);
    await this.mutate(
      failures.length === 0
        ? { type: 'full', entities: added }
        : { type: 'delta', added, removed },
    );
    for (const { ref } of gone) this.known.delete(toResourceRef(ref));
    for (const each of environments) {
      this.known.set(toResourceRef(each.ref), each);
    }
  }

  private async readEnvironment(ref: EnvironmentRef): Promise<void> {
    const targets = await this.access.targets();
    if (!targets.some(target => isSameTarget(target, ref))) return;
    const found = await findEnvironment(this.access, ref);
    const key = toResourceRef(ref);
    this.changedDuringRefresh.set(key, found);
    await this.mutations(async () => {
      // Without the ARN, which only a process that has seen the stack knows, its last name is removed by the next listing.
      const gone = this.known.get(key) ?? { ref, stack: { stackArn: '' } };
      const { added, removed } = await this.difference(
        found ? [found] : [],
        found ? [] : [gone],
      );
      await this.mutate({ type: 'delta', added, removed });
      if (found) this.known.set(key, found);
      else this.known.delete(key);
    });
  }

  /** The entities of environments under their chosen names, and the references to remove for these and former environments. */
  private async difference(
    environments: readonly ListedEnvironment[],
    gone: readonly NamedEnvironment[],
  ): Promise<{
    added: DeferredEntity[];
    removed: { entityRef: string; locationKey: string }[];
  }> {
    const defaultAccount = await this.access.defaultAccount();
    const localAws = await this.access.isLocalAws().catch(() => false);
    const chosen = await this.names.choose(environments, defaultAccount);
    const added = [...chosen].flatMap(([environment, names]) =>
      names.map(name => ({
        entity: toEntity(environment, name, localAws),
        locationKey: providerName,
      })),
    );
    const inUse = new Set([...chosen.values()].flat());
    const removed = [...environments, ...gone].flatMap(environment =>
      candidateNames(environment, defaultAccount)
        .filter(name => !inUse.has(name))
        .map(name => ({
          entityRef: entityRefOf(name),
          locationKey: providerName,
        })),
    );
    return { added, removed };
  }

  private async mutate(mutation: EntityProviderMutation): Promise<void> {
    const { connection } = this;
    if (!connection) {
      throw new Error('The catalog has not connected this provider yet.');
    }
    await connection.applyMutation(mutation);
  }
}
