import type {
  EnvironmentInput,
  ResourceChange,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { Authorizer } from '../cloudformation/Authorizer';
import type { Cancellation } from '../follow/cancelOperation';
import type { RunningStack } from '../cloudformation/RunningStack';
import type { OperationProgress } from '../follow/followOperation';
import type { Plan } from '../plan/Plan';

/**
 * The options for following a deployment.
 *
 * @public
 */
export interface FollowRequest {
  /** Identifies the operation. */
  token: string;
  /** Called before every step that is started, such as a cancellation; following needs no permission. */
  authorizer: Authorizer;
  /** An earlier run may have started it and died: credential errors are retried, because AWS continues. */
  isResumed?: boolean;
  /** Aborting cancels the operation in AWS and follows the cancellation to its end. */
  signal?: AbortSignal;
  /** `leave` only stops following; AWS continues. */
  onAbort?: 'cancel' | 'leave';
  /** Receives the stack ARN once the operation is in progress. */
  onStarted?(stackArn: string): void;
  onProgress?(progress: OperationProgress): void;
  /** Receives what delays the operation, such as why a service's tasks stop, or that AWS does not respond. */
  onNotice?(message: string): void;
  /** Receives the effect of the cancellation once AWS has accepted it. */
  onCancelled?(cancellation: Cancellation): void;
}

/** @public */
export interface DeployRequest extends FollowRequest {
  /** The requested environment. A given change set must have been planned for exactly this. */
  input: EnvironmentInput;
  /** Change set to execute; without one, the deployment makes its own. */
  changeSetArn?: string;
  /** The stack, when the caller has read it already to complete the input. */
  running?: RunningStack;
  /** Logical ids of resources whose data may be lost; any other loss is refused. */
  allowDataLoss?: readonly string[];
  /** Receives the losses that `allowDataLoss` does not name; returns the logical ids of those accepted. */
  confirmDataLoss?(losses: readonly ResourceChange[]): Promise<string[]>;
  /** Logical ids that a continued rollback may skip, if one is needed first. */
  skipResources?: readonly string[];
  /** Receives the plan to be executed, if the deployment makes its own. */
  onPlan?(plan: Plan): void;
  /** Receives the findings of the planning. */
  onPlanning?(line: string): void;
}
