import type { EnvironmentRef } from '../stack/EnvironmentRef';
import type { Area } from '../stack/resourceArea';
import type { Explanation } from '../status/StackSnapshot';

/**
 * What CloudFormation does with a resource.
 *
 * @public
 */
export type ResourceAction = 'create' | 'update' | 'delete';

/**
 * One period of work on a resource, from its events. A creation that is rolled back has two: its creation and its deletion.
 *
 * @public
 */
export interface ResourceSpan {
  action: ResourceAction;
  startedAt: string;
  /** Everything is configured; CloudFormation waits until it is stable. */
  configuredAt?: string;
  /** Undefined while it is in progress. */
  endedAt?: string;
  /** `cancelled`: it was stopped because another resource failed. */
  result?: 'done' | 'failed' | 'cancelled';
  /** AWS's reason for the failure. */
  reason?: string;
}

/**
 * State of a resource in an operation. `untouched`: the operation turned back, or passed by, before it needed the resource.
 *
 * @public
 */
export type ResourceState =
  | 'waiting'
  | 'in-progress'
  | 'stabilising'
  | 'done'
  | 'deleted'
  | 'failed'
  | 'cancelled'
  | 'untouched';

/**
 * A resource in the timeline of an operation.
 *
 * @public
 */
export interface OperationResource {
  logicalId: string;
  /** Such as `AWS::RDS::DBCluster`. */
  type: string;
  /** Part of the environment; undefined for an unknown type. */
  area?: Area;
  state: ResourceState;
  /** Oldest first; empty while it waits. */
  spans: ResourceSpan[];
  /** When its work is expected to start; only while it waits. */
  expectedStart?: string;
  /** When its work is expected to end; only while it waits or is in progress. */
  expectedEnd?: string;
  /** Whether the end of the operation depends on it. */
  isCritical: boolean;
  /** Logical ids of the unfinished resources it waits for. */
  waitsFor?: string[];
}

/**
 * What an operation waits for now.
 *
 * @public
 */
export interface AwaitedResource {
  logicalId: string;
  type: string;
  /** Seconds that such a resource usually takes, from and to; undefined when nothing is known. */
  usualSeconds?: [from: number, to: number];
}

/**
 * Whether an operation can be cancelled, and what that does.
 *
 * @public
 */
export type Cancellability =
  | {
      possible: true;
      /** `delete`: CloudFormation deletes what was created. `roll-back`: it restores what ran before. */
      effect: 'delete' | 'roll-back';
      /** The state the decision is made on; a cancellation sends it back, and is refused if it is no longer the present one. */
      state: string;
    }
  | { possible: false; reason: string };

/**
 * The body of `POST …/operations/:id/cancel`.
 *
 * @public
 */
export interface CancelRequest {
  /** `cancel.state` of the operation as the user saw it. */
  state: string;
}

/**
 * `POST …/operations/:id/cancel`: what it did, for the user.
 *
 * @public
 */
export interface CancelResponse {
  messages: string[];
}

/**
 * The result of an operation. The same names as those of the outcomes that are published.
 *
 * @public
 */
export interface OperationResult {
  /** Such as `created`, `rolled-back` or `cancelled`. */
  outcome: string;
  /** What happened, for the user. */
  message: string;
  /** Resources that keep the stack from returning to its previous state. */
  blockedBy: string[];
}

/**
 * `GET /api/streamflix/environments/:account/:region/:suffix/operations/:id`: one operation on an environment, in progress or
 * finished, also of a stack that has been deleted since.
 *
 * @public
 */
export interface Operation {
  ref: EnvironmentRef;
  /** `deploy-…`, `destroy-…`, `clear-…` or `recover-…`; CloudFormation's own id for one that StreamFlix did not start. */
  id: string;
  kind: 'create' | 'update' | 'delete' | 'recover';
  /** `turning-back`: it is being rolled back, or deleted after a cancellation. */
  state: 'in-progress' | 'turning-back' | 'finished';
  /** Whether a user cancelled it. */
  isCancelled: boolean;
  /** Status of the stack, such as CREATE_IN_PROGRESS. */
  stackStatus: string;
  /** Who requested it, as far as the token of the operation has room; undefined when StreamFlix did not start it. */
  requester?: string;
  owner?: string;
  blueprint?: string;
  startedAt: string;
  /** Undefined while it is in progress. */
  endedAt?: string;
  /** When it is expected to end; undefined when it has ended, or nothing can be expected. */
  expectedEnd?: string;
  /** Finished resources, out of all it touches; counted again once it turns back. */
  done: number;
  total: number;
  /** The resource that determines the end, of those in progress. */
  awaited?: AwaitedResource;
  /** In order of start; those that wait in the order in which they are expected to start. */
  resources: OperationResource[];
  /** Why it failed, as soon as the first resource has failed. */
  explanation?: Explanation;
  /** Undefined while it is in progress. */
  result?: OperationResult;
  cancel: Cancellability;
  localAws: boolean;
  readAt: string;
  /** The backend's clock when it answered, which the browser's may differ from. */
  now: string;
}
