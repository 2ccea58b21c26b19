import type { EnvironmentSpec } from '../environment/EnvironmentSpec';
import type { EnvironmentRef } from './EnvironmentRef';
import type { Reading } from './Reading';
import type { Area } from './resourceArea';

/**
 * An existing resource.
 *
 * @public
 */
export interface EnvironmentResource {
  logicalId: string;
  /** CloudFormation type, such as `AWS::RDS::DBCluster`. */
  type: string;
  /** Undefined for a type the platform does not create. */
  area?: Area;
  /** CloudFormation status, such as CREATE_COMPLETE. */
  status: string;
  /** AWS's reason why a resource failed. */
  reason?: string;
  /** What happens to its data when the environment is destroyed; undefined when it has no data. */
  deletionNote?: string;
  /** Whether it outlives the stack. */
  retained: boolean;
}

/**
 * `GET /api/streamflix/environments/:account/:region/:suffix/stack`: the current resources of an environment. The forms that
 * change and destroy an environment use it for their initial values.
 *
 * @public
 */
export interface EnvironmentStack {
  ref: EnvironmentRef;
  blueprint?: string;
  owner?: string;
  /** CloudFormation status, such as UPDATE_ROLLBACK_FAILED. */
  stackStatus: string;
  /** Whether its stack or its specification has deletion protection. */
  protected: boolean;
  /** From the stack's template, except deletion protection, which the stack itself may also have. */
  spec: Reading<EnvironmentSpec>;
  resources: EnvironmentResource[];
  /** What is left after the environment is destroyed, one message each. */
  retainedResources: string[];
  readAt: string;
}
