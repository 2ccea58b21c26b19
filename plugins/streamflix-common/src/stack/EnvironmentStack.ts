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
  /** Its identifier in AWS; empty until it has one. */
  physicalId: string;
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
  /** Its page in AWS's console; undefined in local AWS, which has none. */
  consoleUrl?: string;
}

/**
 * One output of an environment's stack.
 *
 * @public
 */
export interface EnvironmentOutput {
  name: string;
  value: string;
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
  /** By name. */
  outputs: EnvironmentOutput[];
  /** The stack in AWS's console; undefined in local AWS. */
  consoleUrl?: string;
  readAt: string;
}

/**
 * `GET /api/streamflix/environments/:account/:region/:suffix/template`: the template of the stack. It contains names of secrets,
 * never values.
 *
 * @public
 */
export interface EnvironmentTemplate {
  body: string;
}
