import type { Resource } from '../../World';
import type { DependencyGraph } from '../template/dependencyGraph';
import type { ParameterValues } from '../template/resolveParameters';
import type { ResourceDefinition, Template } from '../template/Template';
import type { ChangeSet } from '../changesets/ChangeSet';
import type { ValidationFinding } from '../changesets/validateBeforehand';

/** What a caller asks a stack to be. */
export interface Deployment {
  readonly template: Template;
  readonly parameters: ParameterValues;
  /** Outcome of the template's conditions. */
  readonly conditions: Readonly<Record<string, boolean>>;
  /** What must exist before what, under these conditions. */
  readonly graph: DependencyGraph;
  readonly tags: Readonly<Record<string, string>>;
  readonly capabilities: readonly string[];
  readonly notificationArns: readonly string[];
  /** As the caller sent it. */
  readonly rollbackConfiguration: Readonly<Record<string, unknown>>;
  readonly roleArn?: string;
  /** `STANDARD` or `EXPRESS`. */
  readonly mode?: string;
}

/** One physical resource behind a logical id, as it was last made or changed. */
export interface Incarnation {
  readonly world: Resource;
  /** What `Ref` gives. */
  readonly ref: string;
  readonly seed: string;
  readonly definition: ResourceDefinition;
  /** Resolved, in the types of the schema; without the stack's tags. */
  readonly properties: Readonly<Record<string, unknown>>;
  /** The properties as events show them. */
  readonly shown: string;
  readonly stackTags: Readonly<Record<string, string>>;
  /** Logical ids it was made after. */
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

/** A physical resource that is no longer wanted, waiting for the clean-up at the end of an update. */
export interface Obsolete {
  readonly logicalId: string;
  readonly incarnation: Incarnation;
  /** Replaced by another one, rather than taken out of the template. */
  readonly isReplaced: boolean;
}

/** What it takes to undo an update: kept from its beginning until it is complete or undone. */
export interface UpdateRecord {
  readonly before: ReadonlyMap<string, Incarnation>;
  readonly deploymentBefore: Deployment;
  /** Logical ids the update has worked on. */
  readonly touched: Set<string>;
  readonly obsolete: Obsolete[];
  /** Logical ids that the way back failed to restore when it was last tried. */
  unrestored: ReadonlySet<string>;
}

export type OperationType =
  | 'CREATE_STACK'
  | 'UPDATE_STACK'
  | 'DELETE_STACK'
  | 'CONTINUE_ROLLBACK'
  | 'ROLLBACK'
  | 'CREATE_CHANGESET';

/** What pre-deployment validation found in one operation. */
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
  /** Missing while the stack is only under review. */
  deployment?: Deployment;
  /** The change set last executed. */
  changeSetId?: string;
  disableRollback: boolean;
  onFailure: 'ROLLBACK' | 'DELETE' | 'DO_NOTHING';
  retainExceptOnCreate: boolean;
  timeoutInMinutes?: number;
  terminationProtection: boolean;
  outputs: readonly Output[];
  /** Names of other stacks' exports it uses. */
  imports: Set<string>;
  readonly resources: Map<string, StackResource>;
  /** Oldest first. */
  readonly events: StackEvent[];
  readonly changeSets: Map<string, ChangeSet>;
  /** Request tokens by what they asked for. */
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
