import type { AccountState } from './AccountState';

/**
 * Everything that exists in the imitated account, independent of how it was created.
 *
 * CloudFormation writes resources here while it deploys a stack. The other services read them to answer `Describe*` calls, so ECS
 * and the stack always report the same.
 */

/**
 * Why the tasks of an ECS service stop, with the texts of a stopped task.
 *
 * @public
 */
export interface StoppedTasks {
  readonly reason: string;
  /** `TaskFailedToStart` when the tasks never run; otherwise they run for a while first. */
  readonly stopCode:
    | 'TaskFailedToStart'
    | 'EssentialContainerExited'
    | 'ServiceSchedulerInitiated';
  /** Exit code of the containers, when they have run. */
  readonly exitCode?: number;
  /** What the containers wrote before they exited. */
  readonly log?: readonly string[];
}

/**
 * A resource as CloudFormation stores it, with intrinsic functions resolved. Only `World.update` changes it.
 *
 * @public
 */
export interface Resource {
  readonly accountId: string;
  readonly region: string;
  /** CloudFormation type, for example `AWS::ECS::Service`. */
  readonly type: string;
  /**
   * What `Ref` returns. If that is a name that is unique only within a parent, such as a stage's, the whole identifier:
   * `api|stage`.
   */
  readonly physicalId: string;
  /** Set when a stack owns it. */
  readonly stackId?: string;
  readonly logicalId?: string;
  /** Properties as CloudFormation received them, with CloudFormation's names (`DesiredCount`, not `desiredCount`). */
  readonly properties: Record<string, unknown>;
  /** What `GetAtt` returns, keyed by attribute name; nested names keep their dot (`Endpoint.Address`). */
  readonly attributes: Record<string, unknown>;
  /** State of the resource. It is added when its creation starts and removed when its deletion ends. */
  readonly phase: 'creating' | 'available' | 'updating' | 'deleting' | 'failed';
  /** AWS's message: why it is `failed`, or why it cannot stabilise. */
  readonly reason?: string;
  /** Set for an ECS service whose tasks stop. */
  readonly stoppedTasks?: StoppedTasks;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/**
 * The members of a resource that can change.
 *
 * @public
 */
export type ResourceChanges = Partial<
  Pick<
    Resource,
    | 'properties'
    | 'attributes'
    | 'phase'
    | 'reason'
    | 'stoppedTasks'
    | 'updatedAt'
  >
>;

/**
 * What a service reports to EventBridge.
 *
 * @public
 */
export interface ServiceEvent {
  readonly region: string;
  /** For example `aws.ecs`. */
  readonly source: string;
  readonly detailType: string;
  /** ARNs. */
  readonly resources: readonly string[];
  readonly detail: Record<string, unknown>;
}

/** @public */
export interface World {
  /** AWS account id, twelve digits. */
  readonly accountId: string;
  /** What the account was like at the start. */
  readonly account: AccountState;
  /** The current time as AWS reports it: real time, not simulated. */
  now(): Date;
  /** How many simulated seconds pass in one real second. */
  readonly speed: number;
  list(region: string, type: string): Resource[];
  find(region: string, type: string, physicalId: string): Resource | undefined;
  /** Throws when the type and physical id already exist in the region. */
  add(resource: Resource): void;
  /** Changes a resource; members that are not given keep their values. */
  update(resource: Resource, changes: ResourceChanges): void;
  remove(resource: Resource): void;
  /**
   * Calls a listener after each `add`, `update` and `remove`. Services that keep a history use it. If they compared resources at
   * each request instead, their responses would depend on earlier requests.
   */
  onChange(listener: (resource: Resource) => void): void;
  /** Reports an event to the listeners of `onEvent`. */
  report(event: ServiceEvent): void;
  onEvent(listener: (event: ServiceEvent) => void): void;
}
