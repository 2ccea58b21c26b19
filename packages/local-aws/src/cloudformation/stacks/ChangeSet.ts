import type { Deployment } from './Deployment';
import type { PlannedChange } from './PlannedChange';
import type { ValidationFinding } from './ValidationFinding';

export interface ChangeSet {
  readonly id: string;
  readonly name: string;
  readonly type: 'CREATE' | 'UPDATE';
  readonly createdAt: Date;
  readonly description?: string;
  readonly clientToken?: string;
  readonly onStackFailure?: string;
  readonly importExistingResources?: boolean;
  readonly deployment: Deployment;
  readonly operationId: string;
  status: string;
  statusReason?: string;
  executionStatus: string;
  /** When planning ended. */
  plannedAt?: Date;
  changes: readonly PlannedChange[];
  findings: readonly ValidationFinding[];
}

/** Whether it can still be executed: executing a change set uses it up. */
export const isActive = ({ executionStatus }: ChangeSet): boolean =>
  ['AVAILABLE', 'UNAVAILABLE', 'OBSOLETE'].includes(executionStatus);

/** Whether CloudFormation is still creating it. */
export const isPending = ({ status }: ChangeSet): boolean =>
  ['CREATE_PENDING', 'CREATE_IN_PROGRESS'].includes(status);
