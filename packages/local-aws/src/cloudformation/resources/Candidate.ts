import type { Phase } from '../../faults/ResourceFault';
import type { Resource, World } from '../../world/World';
import type { ResourceSchema } from '../schema/ResourceSchema';
import type { SecretReader } from './SecretReader';
import type { IamStore } from '../../services/iam/IamStore';
import type { EngineCatalog } from '../../services/engines/EngineCatalog';

/** A resource about to be created or changed, with its region. */
export interface Candidate {
  readonly schema: ResourceSchema;
  readonly world: World;
  readonly region: string;
  /** Regions that may contain resources; for names that are unique in the whole account. */
  readonly regions: readonly string[];
  readonly stackId: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly stackTags: Readonly<Record<string, string>>;
  readonly during: Phase;
  readonly secrets: SecretReader;
  readonly engines: EngineCatalog;
  /** The roles and policies of the account, where they are kept. */
  readonly iam?: Pick<IamStore, 'role' | 'policy'>;
  /** Its properties before a change. */
  readonly before?: Readonly<Record<string, unknown>>;
}

/** A property as text; undefined when it is not set. */
export function textOf(
  { properties }: Pick<Candidate, 'properties'>,
  name: string,
): string | undefined {
  const value = properties[name];
  return value === undefined || value === null ? undefined : String(value);
}

/** Resources of a type in the candidate's region with this value of a property. */
export const having = (
  { world, region }: Pick<Candidate, 'world' | 'region'>,
  type: string,
  property: string,
  value: unknown,
): Resource[] =>
  world
    .list(region, type)
    .filter(
      ({ properties, phase }) =>
        properties[property] === value && phase !== 'deleting',
    );
