import {
  type LoggerService,
  type SchedulerServiceTaskRunner,
} from '@backstage/backend-plugin-api';
import type {
  DeferredEntity,
  EntityProvider,
  EntityProviderConnection,
  EntityProviderMutation,
} from '@backstage/plugin-catalog-node';
import {
  entityName,
  toResourceRef,
  type EnvironmentRef,
} from '@streamflix/backstage-plugin-streamflix-common';
import {
  findEnvironment,
  listEnvironments,
  type AwsAccess,
  type EnvironmentListing,
  type ListedEnvironment,
  type Place,
} from '@streamflix/backstage-plugin-streamflix-node';
import pLimit from 'p-limit';
import { toEntity } from './toEntity';

/** Never changes: under another name the catalog would take all entities for orphans. */
const providerName = 'streamflix-environments';

const samePlace = (a: Place, b: Place) =>
  a.account === b.account && a.region === b.region;

const entityRef = ({ suffix, region }: EnvironmentRef) =>
  `resource:default/${entityName(suffix, region)}`;

/**
 * Shows every environment in the catalog: all of them on a schedule, a changed one at once.
 *
 * Only a complete listing replaces what the catalog has. Where a place could not be listed, its entities stay as they
 * are; where none could, nothing is touched.
 */
export class EnvironmentEntityProvider implements EntityProvider {
  private connection?: EntityProviderConnection;
  /** Environments as the catalog knows them from this process, by resource reference. */
  private known = new Map<string, EnvironmentRef>();
  /** What was found out about single environments since the listing under way began. */
  private meanwhile = new Map<string, ListedEnvironment | undefined>();
  /** One at a time, so that an older picture never overwrites a newer one. */
  private readonly looks = pLimit(1);
  private readonly mutations = pLimit(1);

  constructor(
    private readonly access: AwsAccess,
    private readonly schedule: SchedulerServiceTaskRunner,
    private readonly logger: LoggerService,
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
   * Lists everything and brings the catalog up to date.
   *
   * @throws Error that names every place that could not be listed
   */
  async refresh(): Promise<void> {
    this.meanwhile = new Map();
    const listing = await listEnvironments(this.access);
    const localAws = await this.access.isLocalAws().catch(() => false);
    const environments = this.withoutNamesakes(this.brought(listing));
    const entities = environments.map(each => this.deferred(each, localAws));
    const { failures } = listing;
    const gone = [...this.known.values()].filter(
      ref =>
        !environments.some(
          each => toResourceRef(each.ref) === toResourceRef(ref),
        ) && !failures.some(failure => samePlace(failure, ref)),
    );
    for (const ref of gone) this.known.delete(toResourceRef(ref));
    for (const { ref } of environments) this.known.set(toResourceRef(ref), ref);
    if (failures.length === 0) {
      await this.mutate({ type: 'full', entities });
      return;
    }
    await this.mutate({
      type: 'delta',
      added: entities,
      removed: gone.map(ref => this.removal(ref)),
    });
    throw new Error(
      `Environments could not be listed everywhere; the catalog keeps those of ${failures
        .map(
          ({ account, region, reason }) =>
            `${region} of account ${account}: ${reason}`,
        )
        .join(' ')}`,
    );
  }

  /** Looks at one environment and shows what is true of it now. @throws AwsError, or the SDK's error, and changes nothing */
  changed(ref: EnvironmentRef): Promise<void> {
    return this.looks(() => this.look(ref));
  }

  private async look(ref: EnvironmentRef): Promise<void> {
    const places = await this.access.places();
    if (!places.some(place => samePlace(place, ref))) return;
    const found = await findEnvironment(this.access, ref);
    const key = toResourceRef(ref);
    this.meanwhile.set(key, found);
    if (found) {
      const localAws = await this.access.isLocalAws().catch(() => false);
      this.known.set(key, ref);
      await this.mutate({
        type: 'delta',
        added: [this.deferred(found, localAws)],
        removed: [],
      });
    } else {
      this.known.delete(key);
      await this.mutate({
        type: 'delta',
        added: [],
        removed: [this.removal(ref)],
      });
    }
  }

  /** The listing, corrected by what was found out while it was made. */
  private brought({ items }: EnvironmentListing): ListedEnvironment[] {
    const stale = items.filter(
      ({ ref }) => !this.meanwhile.has(toResourceRef(ref)),
    );
    const fresh = [...this.meanwhile.values()].filter(
      found => found !== undefined,
    );
    return [...stale, ...fresh];
  }

  /** An entity's name holds no account: of two environments with one name only the first can be shown. */
  private withoutNamesakes(
    environments: readonly ListedEnvironment[],
  ): ListedEnvironment[] {
    const shown = new Map<string, ListedEnvironment>();
    for (const environment of environments) {
      const name = entityRef(environment.ref);
      const first = shown.get(name);
      if (first) {
        this.logger.warn(
          `Environment ${toResourceRef(
            environment.ref,
          )} is not in the catalog: ${toResourceRef(
            first.ref,
          )} has the name ${name}.`,
        );
      } else {
        shown.set(name, environment);
      }
    }
    return [...shown.values()];
  }

  private deferred(
    environment: ListedEnvironment,
    localAws: boolean,
  ): DeferredEntity {
    return {
      entity: toEntity(environment, localAws),
      locationKey: providerName,
    };
  }

  private removal(ref: EnvironmentRef) {
    return { entityRef: entityRef(ref), locationKey: providerName };
  }

  private async mutate(mutation: EntityProviderMutation): Promise<void> {
    const { connection } = this;
    if (!connection) {
      throw new Error('The catalog has not connected this provider yet.');
    }
    await this.mutations(() => connection.applyMutation(mutation));
  }
}
