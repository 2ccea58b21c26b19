import { stackStatus } from '@streamflix/backstage-plugin-streamflix-common';
import {
  endsOperation,
  type OperationEvent,
} from '../cloudformation/OperationEvent';

/** Completed resources, and all resources of the operation. */
export interface Count {
  done: number;
  total: number;
}

const forwardDone =
  /^(CREATE_COMPLETE|UPDATE_COMPLETE|IMPORT_COMPLETE|DELETE_COMPLETE|DELETE_SKIPPED)$/;
const backwardDone =
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
  private readonly begun = new Set<string>();
  private done = new Set<string>();
  private back = false;

  /** @param changes - the changes in the change set; empty when unknown, and then m grows with the events */
  constructor(
    changes: readonly { logicalId: string }[],
    private readonly direction: 'deploying' | 'destroying' = 'deploying',
  ) {
    this.touched = new Set(changes.map(({ logicalId }) => logicalId));
  }

  /** Whether the operation is being rolled back. */
  get turnedBack() {
    return this.back;
  }

  count(event: OperationEvent): Count {
    const { logicalId, status } = event;
    if (event.ofStack) {
      if (this.direction === 'deploying' && !this.back && isUndoing(status)) {
        this.back = true;
        this.done = new Set();
      }
    } else {
      if (!this.back) this.begun.add(logicalId);
      if ((this.back ? backwardDone : forwardDone).test(status)) {
        this.done.add(logicalId);
        this.begun.add(logicalId);
      }
      this.touched.add(logicalId);
    }
    const total = this.back ? this.begun.size : this.touched.size;
    // Resources without actual changes have no events.
    const over = endsOperation(event) && event.status.endsWith('_COMPLETE');
    return { done: over ? total : this.done.size, total };
  }
}
