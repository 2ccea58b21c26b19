import type { Resource } from '../../World';
import type { DependencyGraph } from '../template/dependencyGraph';
import type { ParameterValues } from '../template/resolveParameters';
import type { ResourceDefinition, Template } from '../template/Template';
import type { ChangeSet } from '../changesets/ChangeSet';
import type { ValidationFinding } from '../changesets/validateBeforehand';

/** The desired state of a stack, from a request. */
export interface Deployment {
  readonly template: Template;
  readonly parameters: ParameterValues;
  /** Results of the template's conditions. */
  readonly conditions: Readonly<Record<string, boolean>>;
  /** Dependencies under these conditions. */
  readonly graph: DependencyGraph;
  readonly tags: Readonly<Record<string, string>>;
  readonly capabilities: readonly string[];
  readonly notificationArns: readonly string[];
  /** As in the request. */
  readonly rollbackConfiguration: Readonly<Record<string, unknown>>;
  readonly roleArn?: string;
  /** `STANDARD` or `EXPRESS`. */
  readonly mode?: string;
}

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
