import { stackStatus } from '@streamflix/backstage-plugin-streamflix-common';
import {
  endsOperation,
  type OperationEvent,
} from '../cloudformation/OperationEvent';

/**
 * Completed resources, and all resources of the operation.
 *
 * @public
 */
export interface ResourceCount {
  done: number;
  total: number;
}

const doneStatuses =
  /^(CREATE_COMPLETE|UPDATE_COMPLETE|IMPORT_COMPLETE|DELETE_COMPLETE|DELETE_SKIPPED)$/;
const undoneStatuses =
  /^(DELETE_COMPLETE|DELETE_SKIPPED|UPDATE_COMPLETE|ROLLBACK_COMPLETE)$/;
/** A cancelled creation is deleted. */
function isUndoing(status: string): boolean {
  const { operation, isRollback, isFinished } = stackStatus(status);
  return (isRollback || operation === 'delete') && !isFinished;
}

/**
 * Counts n of m. Going forward, m is what the change set touches. On a rollback, m is what has to be undone, and counting
 * restarts.
 */
export class ProgressCounter {
  private readonly touched: Set<string>;
  private readonly started = new Set<string>();
  private done = new Set<string>();
  /** Whether the operation is being rolled back. */
  isRollingBack = false;

  /** @param changes - the changes in the change set; empty when unknown, and then m grows with the events */
  constructor(
    changes: readonly { logicalId: string }[],
    private readonly direction: 'deploying' | 'destroying' = 'deploying',
  ) {
    this.touched = new Set(changes.map(({ logicalId }) => logicalId));
  }

  count(event: OperationEvent): ResourceCount {
    const { logicalId, status } = event;
    if (event.ofStack) {
      if (
        this.direction === 'deploying' &&
        !this.isRollingBack &&
        isUndoing(status)
      ) {
        this.isRollingBack = true;
        this.done = new Set();
      }
    } else {
      if (!this.isRollingBack) this.started.add(logicalId);
      if ((this.isRollingBack ? undoneStatuses : doneStatuses).test(status)) {
        this.done.add(logicalId);
        this.started.add(logicalId);
      }
      this.touched.add(logicalId);
    }
    const total = this.isRollingBack ? this.started.size : this.touched.size;
    // Resources without actual changes have no events.
    const hasSucceeded =
      endsOperation(event) && event.status.endsWith('_COMPLETE');
    return { done: hasSucceeded ? total : this.done.size, total };
  }
}
