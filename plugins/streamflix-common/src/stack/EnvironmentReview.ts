import type { EnvironmentSpec } from '../environment/EnvironmentSpec';
import type { Problem } from '../environment/Problem';
import { areaOf, areas, type Area } from './resourceArea';

/**
 * One value of a resource before and after a change, as text.
 *
 * @public
 */
export interface ValueChange {
  /** Path within the resource's properties, such as `ContainerDefinitions.0.Cpu`. */
  path: string;
  /** Undefined when there was none, or it is not known. */
  before?: string;
  /** Undefined when there will be none. */
  after?: string;
}

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
  /** What differs in these properties, as far as AWS shows it. */
  values?: ValueChange[];
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
 * How long an operation is expected to take.
 *
 * @public
 */
export interface ExpectedDuration {
  seconds: number;
  /** `earlier-operations` of the account have shown how long resources take; `table` only durations that are typical of AWS are known. */
  source: 'earlier-operations' | 'table';
}

/**
 * `POST` and `GET /api/streamflix/environments/:account/:region/:suffix/plans`: what a deployment of the form would do.
 *
 * `creating` CloudFormation is still creating the change set; `ready` the change set can be executed; `unchanged` nothing would
 * change in the stack; `recovery` an earlier failure must be recovered first, so there is no change set yet; `refused` the
 * request cannot be deployed; `outdated` the change set can no longer be executed.
 *
 * @public
 */
export type EnvironmentReview =
  | { state: 'creating'; changeSetArn: string; warnings: string[] }
  | {
      state: 'ready';
      changeSetArn: string;
      kind: 'create' | 'change';
      changes: ResourceChange[];
      /** The specification that the change set deploys. */
      spec: EnvironmentSpec;
      /** What CloudFormation warns of, one message each. */
      warnings: string[];
      /** Undefined when no resource changes. */
      expectedDuration?: ExpectedDuration;
    }
  | { state: 'unchanged' }
  | {
      state: 'recovery';
      recovery: Recovery;
      /** The resources to be created after a failed creation is deleted. */
      changes: ResourceChange[];
      spec: EnvironmentSpec;
      warnings: string[];
      /** Of the creation that follows; undefined while it is not known what follows. */
      expectedDuration?: ExpectedDuration;
    }
  | { state: 'refused'; problems: Problem[] }
  | { state: 'outdated' };

/**
 * The changes by part of the platform, in display order; those of other resource types come last, without an area.
 *
 * @public
 */
export function changesByArea(
  changes: readonly ResourceChange[],
): { area?: Area; changes: ResourceChange[] }[] {
  return [...areas, undefined]
    .map(area => ({
      area,
      changes: changes.filter(({ type }) => areaOf(type) === area),
    }))
    .filter(group => group.changes.length > 0);
}

/**
 * The number of resources by what happens to them.
 *
 * @public
 */
export const countChanges = (
  changes: readonly ResourceChange[],
): Record<ResourceChange['action'], number> => {
  const counts = { add: 0, change: 0, replace: 0, remove: 0 };
  for (const { action } of changes) counts[action] += 1;
  return counts;
};
