import type {
  EnvironmentInput,
  EnvironmentRef,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsAccess } from '../aws/AwsAccess';
import type { RunningStack } from '../cloudformation/RunningStack';
import type { DeployRequest } from './DeployRequest';

/** A deployment to be started. */
export interface Deployment {
  access: AwsAccess;
  ref: EnvironmentRef;
  operation: string;
  /** Normalised. */
  request: EnvironmentInput;
  options: DeployRequest;
  /** The stack; another object after a recovery. */
  running: RunningStack;
  /** How an earlier failure was recovered before the change set was executed. */
  recovered?: 'clear' | 'recover';
  /** Logical ids of the data losses that the user confirmed. */
  acceptedLosses?: string[];
}
