import type { ChangeSet } from './ChangeSet';
import type { Deployment } from './Deployment';
import type { Incarnation } from './Incarnation';
import type { ValidationFinding } from './ValidationFinding';

export interface StackResource {
  readonly logicalId: string;
  readonly type: string;
  status: string;
  statusReason?: string;
  updatedAt: Date;
  physicalId?: string;
  current?: Incarnation;
}

export interface StackEvent {
  readonly EventId: string;
  readonly StackId: string;
  readonly StackName: string;
  readonly OperationId: string;
  readonly LogicalResourceId: string;
  readonly PhysicalResourceId: string;
  readonly ResourceType: string;
  readonly Timestamp: Date;
  readonly ResourceStatus: string;
  readonly ResourceStatusReason?: string;
  readonly DetailedStatus?: 'CONFIGURATION_COMPLETE';
  readonly ResourceProperties?: string;
  readonly ClientRequestToken?: string;
}

export interface Output {
  readonly key: string;
  readonly value: string;
  readonly description?: string;
  readonly exportName?: string;
}

/** A physical resource that is no longer needed and is deleted in the clean-up at the end of an update. */
export interface Obsolete {
  readonly logicalId: string;
  readonly incarnation: Incarnation;
  /** Replaced by another resource, not removed from the template. */
  readonly isReplaced: boolean;
}

/** The state needed to roll an update back; kept from its start until it is complete or rolled back. */
export interface UpdateRecord {
  readonly before: ReadonlyMap<string, Incarnation>;
  readonly deploymentBefore: Deployment;
  /** Logical ids the update has changed or tried to change. */
  readonly touched: Set<string>;
  readonly obsolete: Obsolete[];
  /** Logical ids that the last rollback failed to restore. */
  unrestored: ReadonlySet<string>;
}

export type OperationType =
  | 'CREATE_STACK'
  | 'UPDATE_STACK'
  | 'DELETE_STACK'
  | 'CONTINUE_ROLLBACK'
  | 'ROLLBACK'
  | 'CREATE_CHANGESET';

/** The findings of pre-deployment validation in one operation. */
export interface FailedValidation {
  readonly operationId: string;
  readonly operationType: OperationType;
  readonly changeSetId?: string;
  readonly startedAt: Date;
  readonly endedAt: Date;
  readonly token?: string;
  readonly findings: readonly ValidationFinding[];
}

export interface Stack {
  readonly id: string;
  readonly name: string;
  readonly region: string;
  readonly accountId: string;
  readonly createdAt: Date;
  updatedAt?: Date;
  deletedAt?: Date;
  status: string;
  statusReason?: string;
  /** Missing while the stack is in REVIEW_IN_PROGRESS. */
  deployment?: Deployment;
  /** The change set last executed. */
  changeSetId?: string;
  disableRollback: boolean;
  onFailure: 'ROLLBACK' | 'DELETE' | 'DO_NOTHING';
  retainExceptOnCreate: boolean;
  timeoutInMinutes?: number;
  terminationProtection: boolean;
  outputs: readonly Output[];
  /** Names of exports of other stacks that it uses. */
  imports: Set<string>;
  readonly resources: Map<string, StackResource>;
  /** Oldest first. */
  readonly events: StackEvent[];
  readonly changeSets: Map<string, ChangeSet>;
  /** Request tokens, each with the request it was used for. */
  readonly tokens: Map<string, string>;
  readonly failedValidations: FailedValidation[];
  readonly lastOperations: {
    OperationType: OperationType;
    OperationId: string;
  }[];
  update?: UpdateRecord;
}

export const isDeleted = ({ status }: Stack): boolean =>
  status === 'DELETE_COMPLETE';
