import type {
  EnvironmentInput,
  EnvironmentRef,
  EnvironmentSpec,
  ExpectedDuration,
  Recovery,
  ResourceChange,
} from '@streamflix/backstage-plugin-streamflix-common';

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
  /** Of its execution, without a recovery before; undefined when no resource changes, or the changes are not known. */
  expectedDuration?: ExpectedDuration;
  /** What may fail although nothing refuses it, such as a quota of the account; what could not be checked. One message each. */
  warnings: string[];
  /** Size of the template in bytes, and its number of resources. */
  synthesis: { bytes: number; resources: number };
}
