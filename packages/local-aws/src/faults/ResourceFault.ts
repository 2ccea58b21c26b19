import type { HandlerErrorCode } from '../cloudformation/resources/ResourceFailure';
import type { StoppedTasks } from '../World';

/** What CloudFormation is doing to a stack: what was asked for, taking that back, clearing up behind an update, or deleting the stack. */
export type Phase = 'deploy' | 'rollback' | 'cleanup' | 'delete';

/** One piece of work on one resource, as it begins. */
export interface ResourceOperation {
  readonly region: string;
  readonly stackName: string;
  readonly logicalId: string;
  readonly type: string;
  readonly operation: 'create' | 'update' | 'delete';
  readonly during: Phase;
}

export type ResourceFault =
  /** Ends the work with this `ResourceStatusReason`. */
  | {
      readonly kind: 'fail';
      readonly reason: string;
      /** Puts the reason into the frame of a resource handler's error. */
      readonly code?: HandlerErrorCode;
      /** Simulated seconds until it fails; half the resource's usual time when missing. */
      readonly afterSeconds?: number;
      /** Before anything is made or changed, or afterwards, which is the default. */
      readonly when?: 'before' | 'after';
    }
  /** The work never ends by itself. The reason is what the resource's own service says meanwhile. */
  | { readonly kind: 'stall'; readonly reason?: string }
  /** The tasks of an ECS service stop, so it does not become stable. */
  | { readonly kind: 'stop-tasks'; readonly tasks: StoppedTasks };

/** Asked once at the beginning of every piece of work; undefined lets it run as usual. */
export interface ResourceFaults {
  onResource(operation: ResourceOperation): ResourceFault | undefined;
}
