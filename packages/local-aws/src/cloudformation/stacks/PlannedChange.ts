import type {
  PropertyChange,
  RequiresRecreation,
} from '../schema/propertyChanges';
import type { ResourceSchema } from '../schema/ResourceSchema';
import type { Incarnation } from './Incarnation';
import type { ResourceDefinition } from '../template/Template';

export type Replacement = 'True' | 'False' | 'Conditional';

/** One cause of a change of a resource, as `DescribeChangeSet` lists it. */
export interface ChangeDetail {
  readonly attribute:
    | 'Properties'
    | 'Tags'
    | 'Metadata'
    | 'DeletionPolicy'
    | 'UpdateReplacePolicy';
  /** The property, if a property changes. */
  readonly name?: string;
  readonly requiresRecreation: RequiresRecreation;
  /** `Dynamic` when the new value is known only after execution. */
  readonly evaluation: 'Static' | 'Dynamic';
  readonly source:
    | 'DirectModification'
    | 'ParameterReference'
    | 'ResourceReference'
    | 'ResourceAttribute';
  /** The parameter, resource or attribute that causes the change. */
  readonly causingEntity?: string;
  /** Values before and after. */
  readonly change?: PropertyChange;
}

/** The planned change of one resource. */
export interface PlannedChange {
  readonly logicalId: string;
  readonly type: string;
  readonly schema: ResourceSchema;
  readonly action: 'Add' | 'Modify' | 'Remove';
  readonly definition: ResourceDefinition;
  readonly current?: Incarnation;
  readonly replacement?: Replacement;
  readonly details: readonly ChangeDetail[];
  /** Resolved as far as possible before execution; missing for a removal. */
  readonly properties?: Readonly<Record<string, unknown>>;
  /** The properties as `DescribeChangeSet` shows them: JSON text. */
  readonly shown?: string;
}
