import type { EnvironmentSpec } from '../spec/EnvironmentSpec';
import type { EnvironmentRef, Reading } from '../status/StackSnapshot';
import type { Area } from './resourceArea';

/** A resource that is there now. */
export interface EnvironmentResource {
  logicalId: string;
  /** CloudFormation's type, such as `AWS::RDS::DBCluster`. */
  type: string;
  /** What it is for; undefined for a type the platform does not make. */
  area?: Area;
  /** CloudFormation's own word, such as CREATE_COMPLETE. */
  status: string;
  /** What AWS says of a resource that failed. */
  reason?: string;
  /** What becomes of what it holds when the environment is destroyed, in a sentence; undefined when it holds nothing. */
  ending?: string;
  /** It outlives the stack. */
  retained: boolean;
}

/**
 * `GET /api/streamflix/environments/:account/:region/:suffix/stack`: what an environment consists of, read just now. The forms
 * that change and destroy one are filled in from it.
 */
export interface EnvironmentStack {
  ref: EnvironmentRef;
  blueprint?: string;
  owner?: string;
  /** CloudFormation's own word, such as UPDATE_ROLLBACK_FAILED. */
  stackStatus: string;
  /** It refuses to be destroyed: its stack does, or what runs asks for deletion protection. */
  protected: boolean;
  /** As the stack's template carries it; but for its protection against deletion, which the stack itself may have too. */
  spec: Reading<EnvironmentSpec>;
  resources: EnvironmentResource[];
  /** What is left when it is destroyed, a sentence each. */
  remains: string[];
  readAt: string;
}
