/**
 * Everything that exists in the imitated account, and nothing about how it came to be.
 *
 * CloudFormation writes resources here as it works through a stack; the other services read them to answer
 * `Describe*` calls, so what ECS says and what the stack says cannot disagree.
 */

/** Why tasks of an ECS service stop, in the words of a stopped task. */
export interface StoppedTasks {
  readonly reason: string;
  /** `TaskFailedToStart` when they never run; otherwise they run for a while first. */
  readonly stopCode:
    | 'TaskFailedToStart'
    | 'EssentialContainerExited'
    | 'ServiceSchedulerInitiated';
  /** Of their containers, when these have run. */
  readonly exitCode?: number;
}

/** A resource as CloudFormation knows it: intrinsic functions are already resolved. Only `World.update` changes it. */
export interface Resource {
  readonly accountId: string;
  readonly region: string;
  /** CloudFormation type, for example `AWS::ECS::Service`. */
  readonly type: string;
  /**
   * What `Ref` returns. Where that is a name that is unique only within a parent, such as a stage's, the whole identifier:
   * `api|stage`.
   */
  readonly physicalId: string;
  /** Set when a stack owns it. */
  readonly stackId?: string;
  readonly logicalId?: string;
  /** Properties as CloudFormation received them, names in its spelling (`DesiredCount`, not `desiredCount`). */
  readonly properties: Record<string, unknown>;
  /** What `GetAtt` returns, keyed by attribute name; nested names keep their dot (`Endpoint.Address`). */
  readonly attributes: Record<string, unknown>;
  /** Where in its life it is. A resource is added when its creation starts and dropped when its deletion ends. */
  readonly phase: 'creating' | 'available' | 'updating' | 'deleting' | 'failed';
  /** Why it is `failed`, or why it cannot stabilise, in AWS's words. */
  readonly reason?: string;
  /** Of an ECS service whose tasks stop. */
  readonly stoppedTasks?: StoppedTasks;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** What can change of a resource. */
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

export interface World {
  /** AWS account id, twelve digits. */
  readonly accountId: string;
  /** Time as AWS would tell it; real time, not sped up. */
  now(): Date;
  /** How many simulated seconds pass in one real second. */
  readonly speed: number;
  list(region: string, type: string): Resource[];
  find(region: string, type: string, physicalId: string): Resource | undefined;
  /** Throws when the type and physical id already exist in the region. */
  add(resource: Resource): void;
  /** Changes a resource; what is not named stays as it is. */
  update(resource: Resource, changes: ResourceChanges): void;
  remove(resource: Resource): void;
  /**
   * Calls a listener right after each `add`, `update` and `remove`. A service that remembers what happened to resources listens:
   * if it compared them when a client asks, its answers would depend on who had asked before, and when.
   */
  onChange(listener: (resource: Resource) => void): void;
}
