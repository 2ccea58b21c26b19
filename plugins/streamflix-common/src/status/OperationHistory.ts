import type { RecordedDifference } from '../environment/templateHistory';
import type { EnvironmentRef } from '../stack/EnvironmentRef';
import type { Explanation } from './StackSnapshot';

/**
 * How an operation ended. `unknown`: CloudFormation no longer has its events.
 *
 * @public
 */
export type HistoricOutcome =
  | 'in-progress'
  | 'created'
  | 'updated'
  | 'unchanged'
  | 'destroyed'
  | 'absent'
  | 'rolled-back'
  | 'failed'
  | 'cancelled'
  | 'needs-attention'
  | 'unknown';

/**
 * Who requested an operation, and where.
 *
 * @public
 */
export interface OperationRequester {
  /**
   * Entity reference of the user, or ARN of the caller in AWS; undefined when it is not known, or is an identity in AWS and the
   * reader may not change the environment.
   */
  id?: string;
  /** The text is only the start of a longer id. */
  isCut?: boolean;
  from: 'portal' | 'terminal' | 'unknown';
}

/**
 * One operation on an environment.
 *
 * @public
 */
export interface HistoricOperation {
  /** Stable across readings. */
  id: string;
  /** `recover`: a failed rollback was continued. */
  kind: 'create' | 'change' | 'destroy' | 'recover';
  requester: OperationRequester;
  /** When CloudFormation started it, or, when its events are gone, when it was planned; ISO 8601. */
  startedAt: string;
  /** Undefined while it is in progress, and when it is not known. */
  seconds?: number;
  outcome: HistoricOutcome;
  /** The outcome for the user. */
  message?: string;
  /** First cause, when it failed. */
  explanation?: Explanation;
  /** The values that were changed; undefined when they are not known. */
  differences?: RecordedDifference[];
  /** Number of further differences. */
  moreDifferences?: number;
  /** Whether CloudFormation still has its events. */
  hasEvents: boolean;
}

/**
 * `GET /api/streamflix/environments/:account/:region/:suffix/operations`: the latest operations on an environment, newest first.
 *
 * @public
 */
export interface OperationHistory {
  ref: EnvironmentRef;
  /** The stack whose operations these are: a later environment of the same name has another. */
  stackArn: string;
  owner?: string;
  blueprint?: string;
  items: HistoricOperation[];
  /** When the environment was destroyed, ISO 8601; undefined while it exists. */
  destroyedAt?: string;
  /** Why something is missing, one message each. */
  unread: string[];
  readAt: string;
}
