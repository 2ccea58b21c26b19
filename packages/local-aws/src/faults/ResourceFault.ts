import type { HandlerErrorCode } from './ResourceFailure';
import type { StoppedTasks } from '../world/World';

/**
 * The current phase of a stack: the requested operation, its rollback, the clean-up after an update, or the deletion of the
 * stack.
 *
 * @public
 */
export type Phase = 'deploy' | 'rollback' | 'cleanup' | 'delete';

/**
 * One operation on one resource, at its start.
 *
 * @public
 */
export interface ResourceOperation {
  readonly region: string;
  readonly stackName: string;
  readonly logicalId: string;
  readonly type: string;
  readonly operation: 'create' | 'update' | 'delete';
  readonly during: Phase;
}

/** @public */
export type ResourceFault =
  /** Fails the operation with this `ResourceStatusReason`. */
  | {
      readonly kind: 'fail';
      readonly reason: string;
      /** Formats the reason as a resource handler's error. */
      readonly code?: HandlerErrorCode;
      /** Simulated seconds until it fails; half the resource's usual duration when missing. */
      readonly afterSeconds?: number;
      /** Before or after (the default) the resource is created or changed. */
      readonly when?: 'before' | 'after';
    }
  /** The operation never finishes. The reason is what the resource's own service reports meanwhile. */
  | { readonly kind: 'stall'; readonly reason?: string }
  /** The tasks of an ECS service stop, so it never becomes stable. */
  | { readonly kind: 'stop-tasks'; readonly tasks: StoppedTasks };

/**
 * Called at the start of every operation; undefined means no fault.
 *
 * @public
 */
export interface ResourceFaults {
  onResource(operation: ResourceOperation): ResourceFault | undefined;
}
