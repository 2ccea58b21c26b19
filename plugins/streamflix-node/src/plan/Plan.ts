import type {
  EnvironmentInput,
  EnvironmentRef,
  EnvironmentSpec,
} from '@streamflix/backstage-plugin-streamflix-common';

/**
 * What a deployment would do to one resource.
 *
 * @public
 */
export interface ResourceChange {
  action: 'add' | 'change' | 'replace' | 'remove';
  logicalId: string;
  /** CloudFormation type, such as AWS::RDS::DBCluster. */
  type: string;
  /** Names of the properties that differ; empty when the whole resource is added or removed. */
  properties: string[];
  /** The resource holds data, and the change deletes all of it. */
  losesData: boolean;
  /** For a replacement: certain, or possible when CloudFormation decides only during execution. */
  replacement?: 'possible' | 'certain';
}

/**
 * What an earlier failure left, and how a deployment recovers it first.
 *
 * @public
 */
export interface Recovery {
  /** `clear` deletes the failed stack of an earlier creation; `continue-rollback` continues the rollback of a failed update. */
  how: 'clear' | 'continue-rollback';
  stackStatus: string;
  /** Logical ids of resources that blocked the last rollback; empty when a failed stack is deleted. */
  blockedBy: string[];
}

/**
 * What a deployment would do, for display to users. A deployment executes the change set, which it reads from AWS again.
 *
 * @public
 */
export interface Plan {
  ref: EnvironmentRef;
  /** Normalised; a deployment of the change set must request exactly this. */
  request: EnvironmentInput;
  spec: EnvironmentSpec;
  kind: 'create' | 'change' | 'unchanged';
  /** Empty while there is no stack. */
  stackArn: string;
  /**
   * Missing when there is nothing to execute, or when a recovery is needed first: a plan changes nothing, so the deployment
   * recovers the stack and then creates the change set.
   */
  changeSetArn?: string;
  /** Also empty when a rollback must be continued first: the changes are known only afterwards. */
  changes: ResourceChange[];
  recovery?: Recovery;
  /** What may fail although nothing refuses it, such as a quota of the account; what could not be checked. One message each. */
  warnings: string[];
  /** Size of the template in bytes, and its number of resources. */
  synthesis: { bytes: number; resources: number };
}
