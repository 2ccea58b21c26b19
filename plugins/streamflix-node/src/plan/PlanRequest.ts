import type {
  EnvironmentInput,
  LearnedDurations,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { Authorizer } from '../cloudformation/Authorizer';
import type { ChangeSetPurpose } from '../cloudformation/operationTokens';
import type { RunningStack } from '../cloudformation/RunningStack';

/** @public */
export interface PlanRequest {
  input: EnvironmentInput;
  /** Identifies the operation: the same token returns the same plan. */
  token: string;
  authorizer: Authorizer;
  /** `review` for a plan that a user reviews; `deploy` for one that is executed at once. */
  purpose: ChangeSetPurpose;
  /** Logical ids of resources whose data may be lost. */
  allowDataLoss?: readonly string[];
  /** Whether a plan that would lose other data is refused, the default, or shown. */
  onDataLoss?: 'refuse' | 'show';
  /** Logical ids that a continued rollback may skip, if one is needed first. */
  skipResources?: readonly string[];
  /** The stack, when the caller has read it already to complete the input. */
  running?: RunningStack;
  /** What is known of the account; without it, durations that are typical of AWS are expected. */
  durations?: LearnedDurations;
  signal?: AbortSignal;
  onProgress?(line: string): void;
}
