import type {
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
}

/** What a deployment would do, and how to do exactly that. Plain data: it may be stored and carried. */
export interface Plan {
  ref: EnvironmentRef;
  spec: EnvironmentSpec;
  kind: 'create' | 'change' | 'unchanged';
  stackArn: string;
  /**
   * Missing when there is nothing to execute, and when the remains of a failed creation lie in the way: deploying clears
   * them first and makes the change set then, for a plan by itself changes nothing.
   */
  changeSetArn?: string;
  changes: ResourceChange[];
  /** Size of the template in bytes, and the number of its resources. */
  synthesis: { bytes: number; resources: number };
}
