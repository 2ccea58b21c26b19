import type { Resource } from '../../world/World';
import type { ResourceDefinition } from '../template/Template';

/** One physical resource of a logical id, as it was last created or updated. */
export interface Incarnation {
  readonly world: Resource;
  /** What `Ref` returns. */
  readonly ref: string;
  readonly seed: string;
  readonly definition: ResourceDefinition;
  /** Resolved, with the types of the schema; without the stack's tags. */
  readonly properties: Readonly<Record<string, unknown>>;
  /** The properties as events show them. */
  readonly shown: string;
  readonly stackTags: Readonly<Record<string, string>>;
  /** Logical ids it depended on when it was created. */
  readonly dependencies: ReadonlySet<string>;
}
