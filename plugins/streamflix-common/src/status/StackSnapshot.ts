import type { EnvironmentSpec } from '../environment/EnvironmentSpec';
import type { EnvironmentRef } from '../stack/EnvironmentRef';
import type { Reading } from '../stack/Reading';
import type { Activity } from '../stack/stackStatus';

/**
 * A metric over the last hour. Points are oldest first; gaps in the data are kept.
 *
 * @public
 */
export interface MetricSeries {
  unit: 'percent' | 'count' | 'milliseconds' | 'acu' | 'bytes';
  points: { at: string; value: number }[];
}

/**
 * Metrics of one component by name; a metric without data has no points.
 *
 * @public
 */
export type Metrics<Name extends string> = Record<Name, MetricSeries>;

/** @public */
export interface StoppedTask {
  taskId: string;
  /** AWS's message. */
  reason: string;
  stoppedAt?: string;
}

/** @public */
export interface EcsServiceFacts {
  name: string;
  /** ECS status: ACTIVE, DRAINING, INACTIVE. */
  status: string;
  desired: number;
  running: number;
  pending: number;
  /** Of the primary deployment. */
  rollout?: 'IN_PROGRESS' | 'COMPLETED' | 'FAILED';
  rolloutReason?: string;
  /** Tasks that stopped with a reason since the primary deployment started, newest first, at most 5. */
  stoppedTasks: StoppedTask[];
  /** Why reading the stopped tasks failed, if it was attempted. */
  stoppedTasksUnread?: string;
  metrics: Reading<Metrics<'cpu' | 'memory'>>;
}

/** @public */
export interface EcsFacts {
  cluster: string;
  /** One per service of the environment, the API service first. */
  services: EcsServiceFacts[];
}

/** @public */
export interface DatabaseMember {
  id: string;
  role: 'writer' | 'reader' | 'instance' | 'standby';
  /** RDS status: available, creating, failed … */
  status: string;
  zone?: string;
}

/** @public */
export interface DatabaseFacts {
  kind: 'aurora' | 'rds';
  id: string;
  status: string;
  engine: string;
  engineVersion: string;
  members: DatabaseMember[];
  /** Aurora capacity limits in ACU, or the RDS instance class. */
  capacity: { min: number; max: number } | { instanceClass: string };
  multiAz: boolean;
  metrics: Reading<Metrics<'cpu' | 'connections' | 'capacity'>>;
}

/** @public */
export interface CacheNode {
  id: string;
  role?: 'primary' | 'replica';
  zone?: string;
}

/** @public */
export interface CacheFacts {
  kind: 'replication-group' | 'serverless';
  id: string;
  status: string;
  engine: string;
  engineVersion?: string;
  /** Empty for a serverless cache. */
  nodes: CacheNode[];
  /** Empty for a serverless cache: AWS does not report its zones. */
  zones: string[];
  metrics: Reading<Metrics<'cpu' | 'memory' | 'hitRate' | 'connections'>>;
}

/** @public */
export interface StreamFacts {
  name: string;
  status: string;
  mode: 'provisioned' | 'on-demand';
  openShards: number;
  retentionHours: number;
  metrics: Reading<Metrics<'iteratorAge' | 'incomingRecords' | 'throttled'>>;
}

/** @public */
export interface VpcLinkFacts {
  name: string;
  /** Status of API Gateway: AVAILABLE, PENDING, INACTIVE … */
  status: string;
  message?: string;
}

/** @public */
export interface ApiFacts {
  kind: 'rest' | 'http';
  id: string;
  name: string;
  stage: string;
  url: string;
  deployedAt?: string;
  /** How the API reaches the load balancer; undefined where AWS lists no such link. */
  link?: Reading<VpcLinkFacts>;
  metrics: Reading<
    Metrics<'requests' | 'latency' | 'clientErrors' | 'serverErrors'>
  >;
}

/**
 * Components of an environment that have a card.
 *
 * @public
 */
export interface ComponentFacts {
  ecs: EcsFacts;
  database: DatabaseFacts;
  cache: CacheFacts;
  stream: StreamFacts;
  api: ApiFacts;
}

/** @public */
export type ComponentKind = keyof ComponentFacts;

/**
 * Readings by component; absent for a component the environment does not have.
 *
 * @public
 */
export type ComponentReadings = {
  [K in ComponentKind]?: Reading<ComponentFacts[K]>;
};

/**
 * The first cause of a failure, independent of its formatting.
 *
 * @public
 */
export interface Explanation {
  /** The resource that failed first, if any. */
  resource?: { logicalId: string; type: string };
  /** AWS's message. */
  awsMessage: string;
  /** Of the row in the table of causes; `unexplained` when none matches. */
  id: string;
  cause: string;
  resolution: string;
  /** Link to documentation of the cause. */
  documentation?: string;
}

/**
 * Progress of an operation.
 *
 * @public
 */
export interface Progress {
  operation: Activity;
  /** Id of the operation, for its page; undefined when its events could not be read. */
  operationId?: string;
  /** Finished resources, out of all that the operation touches. */
  done: number;
  total: number;
  /** Logical ids in progress, at most 5. */
  current: string[];
  startedAt: string;
}

/** @public */
export interface StackFacts {
  stackArn: string;
  stackName: string;
  /** CloudFormation status, such as UPDATE_COMPLETE. */
  status: string;
  statusReason?: string;
  createdAt: string;
  updatedAt?: string;
  terminationProtection: boolean;
  blueprint?: string;
  version?: string;
  /** Entity reference, such as group:default/video. */
  owner?: string;
  outputs: Record<string, string>;
}

/**
 * Everything read about one environment at one time: plain data, without interpretation.
 *
 * @public
 */
export interface StackSnapshot {
  ref: EnvironmentRef;
  /** `value` is undefined when the stack does not exist. */
  stack: Reading<StackFacts | undefined>;
  /** From the template's metadata; `value` is undefined for a stack not managed by StreamFlix, which has none. */
  spec: Reading<EnvironmentSpec | undefined>;
  progress?: Progress;
  explanation?: Explanation;
  /** Whether the last operation was cancelled before any resource had failed. */
  cancelled?: boolean;
  components: ComponentReadings;
  /** Pages of AWS's console about its components. */
  consoleUrls?: Partial<Record<ComponentKind, string>>;
  /** Whether the endpoint is a local AWS emulator, not an account. */
  localAws: boolean;
  readAt: string;
}
