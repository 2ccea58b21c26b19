import type { EnvironmentSpec } from '../spec/EnvironmentSpec';

/** Where an environment is. */
export interface EnvironmentRef {
  /** AWS account id, twelve digits. */
  account: string;
  region: string;
  suffix: string;
}

/** What one reading brought: the facts, or why there are none. Times are ISO 8601. */
export type Reading<T> =
  | { ok: true; value: T; readAt: string }
  | {
      ok: false;
      /** A sentence for people. */
      reason: string;
      /** AWS answered, and says there is no such thing: known to be gone, not merely unread. */
      missing?: true;
      readAt: string;
    };

/** A metric over the last hour. Points are oldest first; a gap in the data is a gap here. */
export interface MetricSeries {
  unit: 'percent' | 'count' | 'milliseconds' | 'acu' | 'bytes';
  points: { at: string; value: number }[];
}

/** Metrics of one component by name; a metric AWS has no data for has no points. */
export type Metrics<Name extends string> = Record<Name, MetricSeries>;

export interface StoppedTask {
  taskId: string;
  /** AWS's words. */
  reason: string;
  stoppedAt?: string;
}

export interface EcsServiceFacts {
  name: string;
  /** ECS's own word: ACTIVE, DRAINING, INACTIVE. */
  status: string;
  desired: number;
  running: number;
  pending: number;
  /** Of the primary deployment. */
  rollout?: 'IN_PROGRESS' | 'COMPLETED' | 'FAILED';
  rolloutReason?: string;
  /** Tasks that stopped for a reason since the primary deployment began, newest first, at most 5. */
  stoppedTasks: StoppedTask[];
  /** Why the stopped tasks could not be read, when they were asked for. */
  stoppedTasksUnread?: string;
  metrics: Reading<Metrics<'cpu' | 'memory'>>;
}

export interface EcsFacts {
  cluster: string;
  /** One per service of the environment, the API service first. */
  services: EcsServiceFacts[];
}

export interface DatabaseMember {
  id: string;
  role: 'writer' | 'reader' | 'instance' | 'standby';
  /** RDS's own word: available, creating, failed … */
  status: string;
  zone?: string;
}

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

export interface CacheNode {
  id: string;
  role?: 'primary' | 'replica';
  zone?: string;
}

export interface CacheFacts {
  kind: 'replication-group' | 'serverless';
  id: string;
  status: string;
  engine: string;
  engineVersion?: string;
  /** Empty for a serverless cache. */
  nodes: CacheNode[];
  /** Empty for a serverless cache: AWS does not tell its zones. */
  zones: string[];
  metrics: Reading<Metrics<'cpu' | 'memory' | 'hitRate' | 'connections'>>;
}

export interface StreamFacts {
  name: string;
  status: string;
  mode: 'provisioned' | 'on-demand';
  openShards: number;
  retentionHours: number;
  metrics: Reading<Metrics<'iteratorAge' | 'incomingRecords' | 'throttled'>>;
}

export interface ApiFacts {
  kind: 'rest' | 'http';
  id: string;
  name: string;
  stage: string;
  url: string;
  deployedAt?: string;
  metrics: Reading<
    Metrics<'requests' | 'latency' | 'clientErrors' | 'serverErrors'>
  >;
}

/** Parts of an environment that have a card. */
export interface ComponentFacts {
  ecs: EcsFacts;
  database: DatabaseFacts;
  cache: CacheFacts;
  stream: StreamFacts;
  api: ApiFacts;
}

export type ComponentKind = keyof ComponentFacts;

/** Readings by component; a component the environment does not have is left out. */
export type ComponentReadings = {
  [K in ComponentKind]?: Reading<ComponentFacts[K]>;
};

/** The first cause of a failure, apart from how it is told. */
export interface Explanation {
  /** The resource that failed first, where one did. */
  resource?: { logicalId: string; type: string };
  /** AWS's own words. */
  awsMessage: string;
  /** What they mean. */
  meaning: string;
  /** What to do. */
  remedy: string;
}

/** How far an operation in flight has come. */
export interface Progress {
  operation: 'creating' | 'changing' | 'rolling back' | 'destroying';
  /** Resources that are done, of all that the operation touches. */
  done: number;
  total: number;
  /** Logical ids in progress, at most 5. */
  current: string[];
  startedAt: string;
}

export interface StackFacts {
  stackArn: string;
  stackName: string;
  /** CloudFormation's own word, such as UPDATE_COMPLETE. */
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

/** Everything that was read about one environment at one time; plain data, no judgement. */
export interface StackSnapshot {
  ref: EnvironmentRef;
  /** `value` is undefined when there is no such stack. */
  stack: Reading<StackFacts | undefined>;
  /** From the template's metadata; `value` is undefined for a stack of another hand, which has none. */
  spec: Reading<EnvironmentSpec | undefined>;
  progress?: Progress;
  explanation?: Explanation;
  /** Somebody called the last operation off before anything of it had failed. */
  cancelled?: boolean;
  components: ComponentReadings;
  /** The endpoint is an imitation of AWS, not an account. */
  localAws: boolean;
  readAt: string;
}
