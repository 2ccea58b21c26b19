import type {
  EnvironmentInput,
  EnvironmentRef,
  EnvironmentSpec,
} from '@streamflix/backstage-plugin-streamflix-common';

/** What a deployment would do to one resource. */
export interface ResourceChange {
  action: 'add' | 'change' | 'replace' | 'remove';
  logicalId: string;
  /** CloudFormation type, such as AWS::RDS::DBCluster. */
  type: string;
  /** Names of the properties that differ; empty when the resource comes or goes as a whole. */
  properties: string[];
  /** It holds data, and none of it would be left. */
  losesData: boolean;
  /** Of a replacement: whether it is sure to happen, or CloudFormation can tell only when it comes to it. */
  replacement?: 'possible' | 'certain';
}

/** What a failure left in the way, and what deploying does about it before anything else. */
export interface Recovery {
  /** `clear` deletes the failed stack of an earlier creation; `continue-rollback` finishes undoing a failed change. */
  how: 'clear' | 'continue-rollback';
  stackStatus: string;
  /** Logical ids of resources that blocked the rollback the last time; empty when a failed stack is deleted. */
  blockedBy: string[];
}

/**
 * What a deployment would do: a description for users. What is deployed is the change set itself, and it is read again from AWS.
 */
export interface Plan {
  ref: EnvironmentRef;
  /** Normalised; what a deployment of the change set must be asked for. */
  request: EnvironmentInput;
  spec: EnvironmentSpec;
  kind: 'create' | 'change' | 'unchanged';
  /** Empty while there is no stack. */
  stackArn: string;
  /**
   * Missing when there is nothing to execute, and when something has to be recovered first: deploying does that and
   * makes the change set then, for a plan by itself changes nothing.
   */
  changeSetArn?: string;
  /** Empty, too, when a rollback has to be continued first: what is to be changed shows only then. */
  changes: ResourceChange[];
  recovery?: Recovery;
  /** Size of the template in bytes, and the number of its resources. */
  synthesis: { bytes: number; resources: number };
}
