import type {
  PropertyChange,
  RequiresRecreation,
} from '../schema/propertyChanges';
import type { ResourceSchema } from '../schema/ResourceSchema';
import type { Incarnation } from '../stacks/Stack';
import type { ResourceDefinition } from '../template/Template';

export type Replacement = 'True' | 'False' | 'Conditional';

/** One reason why one part of a resource changes, as `DescribeChangeSet` lists it. */
export interface ChangeDetail {
  readonly attribute:
    | 'Properties'
    | 'Tags'
    | 'Metadata'
    | 'DeletionPolicy'
    | 'UpdateReplacePolicy';
  /** The property, when properties change. */
  readonly name?: string;
  readonly requiresRecreation: RequiresRecreation;
  /** `Dynamic` when the new value is only known when the change is made. */
  readonly evaluation: 'Static' | 'Dynamic';
  readonly source:
    | 'DirectModification'
    | 'ParameterReference'
    | 'ResourceReference'
    | 'ResourceAttribute';
  /** The parameter, resource or attribute that makes it change. */
  readonly causingEntity?: string;
  /** Values before and after. */
  readonly change?: PropertyChange;
}

/** What is going to happen to one resource. */
export interface PlannedChange {
  readonly logicalId: string;
  readonly type: string;
  readonly schema: ResourceSchema;
  readonly action: 'Add' | 'Modify' | 'Remove';
  readonly definition: ResourceDefinition;
  readonly current?: Incarnation;
  readonly replacement?: Replacement;
  readonly details: readonly ChangeDetail[];
  /** Resolved as far as it can be known; missing for a removal. */
  readonly properties?: Readonly<Record<string, unknown>>;
  /** The properties as they are shown: JSON text. */
  readonly shown?: string;
}
