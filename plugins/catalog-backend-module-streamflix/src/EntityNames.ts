import { createHash } from 'node:crypto';
import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  ANNOTATION_LOCATION,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import {
  entityName,
  isEnvironmentLocation,
  toResourceRef,
  type EnvironmentRef,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { ListedEnvironment } from '@streamflix/backstage-plugin-streamflix-node';

/** Looks up entities by their references, in the same order; undefined for missing ones. */
export type EntityLookup = (
  entityRefs: string[],
) => Promise<(Entity | undefined)[]>;

/** Reference of an environment's entity with this name. */
export const entityRefOf = (name: string) =>
  stringifyEntityRef({ kind: 'Resource', namespace: 'default', name });

/** The data that an environment's names are derived from. */
export interface NamedEnvironment {
  ref: EnvironmentRef;
  stack: { stackArn: string };
}

/** All names an environment may have in the catalog, preferred ones first. */
export function candidateNames(
  { ref, stack }: NamedEnvironment,
  defaultAccount: string,
): string[] {
  const hash = createHash('sha256').update(stack.stackArn).digest('hex');
  return [
    ...(ref.account === defaultAccount ? [entityName(ref)] : []),
    entityName(ref, ref.account),
    // Without the account: the catalog allows 63 characters.
    entityName(ref, hash.slice(0, 8)),
  ];
}

const keyOf = ({ stack }: ListedEnvironment, name: string) =>
  `${stack.stackArn} ${name}`;

/** Location references are untrusted, and logs are read in terminals. */
const printable = (text: string) => text.replace(/[^\x20-\x7e]/g, '?');

/**
 * Milliseconds within which an entity should appear. Otherwise an entity with errors, which the catalog does not show, has its
 * name.
 */
const appearsWithin = 60_000;

interface Conflict {
  environment: ListedEnvironment;
  name: string;
  /** What uses the name. */
  by: string;
}

/**
 * Chooses the names of environments in the catalog. An entity of another source keeps a name it already has; the environment then
 * appears under a longer name until that entity is gone.
 */
export class EntityNames {
  /** When a name that has not appeared yet was first chosen, by stack and name. */
  private readonly awaited = new Map<string, number>();
  /** Ongoing conflicts that were logged, by stack and name. */
  private readonly logged = new Set<string>();

  constructor(
    private readonly lookup: EntityLookup,
    private readonly logger: Pick<LoggerService, 'warn'>,
    private readonly now: () => number = Date.now,
  ) {}

  /**
   * Chooses a name for each environment. When the preferred name has not appeared for a minute, it returns two: the preferred one
   * is kept, and the environment appears under the next one meanwhile.
   *
   * @throws Error when the catalog does not respond
   */
  async choose(
    environments: readonly ListedEnvironment[],
    defaultAccount: string,
  ): Promise<Map<ListedEnvironment, string[]>> {
    const chosen = new Map<ListedEnvironment, string[]>(
      environments.map(each => [each, []]),
    );
    let open: readonly ListedEnvironment[] = environments;
    for (let i = 0; open.length > 0; i++) {
      const wanted = open.flatMap(environment => {
        const name = candidateNames(environment, defaultAccount)[i];
        return name ? [{ environment, name }] : [];
      });
      if (wanted.length === 0) break;
      const holders = await this.lookup(
        wanted.map(({ name }) => entityRefOf(name)),
      );
      const conflicts = wanted.flatMap(({ environment, name }, index) => {
        const holder = holders[index];
        const location = holder?.metadata.annotations?.[ANNOTATION_LOCATION];
        const isTaken = !!holder && !isEnvironmentLocation(location);
        if (!isTaken) chosen.get(environment)?.push(name);
        const isOverdue = this.isOverdue(environment, name, !!holder);
        if (isTaken) return [{ environment, name, by: `from ${location}` }];
        return isOverdue ? [{ environment, name, by: 'with errors' }] : [];
      });
      open = conflicts.map(({ environment }) => environment);
      for (const { environment, name } of wanted) {
        if (!open.includes(environment)) {
          this.logged.delete(keyOf(environment, name));
        }
      }
      conflicts.forEach(conflict => this.report(conflict));
    }
    return chosen;
  }

  /** Whether a name was chosen at least a minute ago and no entity has it yet. */
  private isOverdue(
    environment: ListedEnvironment,
    name: string,
    exists: boolean,
  ): boolean {
    const key = keyOf(environment, name);
    if (exists) {
      this.awaited.delete(key);
      return false;
    }
    const since = this.awaited.get(key) ?? this.now();
    this.awaited.set(key, since);
    return this.now() - since >= appearsWithin;
  }

  private report({ environment, name, by }: Conflict): void {
    const key = keyOf(environment, name);
    if (this.logged.has(key)) return;
    this.logged.add(key);
    this.logger.warn(
      `${entityRefOf(name)}, the entity of environment ${toResourceRef(
        environment.ref,
      )}, conflicts with an entity ${printable(
        by,
      )}. The environment appears under a longer name until that entity is removed.`,
    );
  }
}
