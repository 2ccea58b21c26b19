import { stackStatus } from '@streamflix/backstage-plugin-streamflix-common';
import {
  endsOperation,
  type OperationEvent,
} from '../cloudformation/OperationEvent';
import type { Count } from './ProgressCounter';
import { progressLine } from './progressLine';

const begins = /^(CREATE|UPDATE|DELETE|IMPORT)_IN_PROGRESS$/;
const ends = /_(COMPLETE|FAILED|SKIPPED)$/;

/**
 * Formats the events of one operation as unique lines: CloudFormation reports the start of a resource twice, and of a
 * replacement three times, with a different meaning each time.
 */
export class ProgressLines {
  private readonly beganAt = new Map<string, string>();
  private readonly told = new Map<string, number>();

  /** @returns the line; for a resource that is done, also the seconds it took */
  tell(
    event: OperationEvent,
    count: Count,
  ): { line: string; seconds?: number } {
    const seconds = this.secondsOf(event);
    const line = progressLine(count, event, seconds);
    const times = (this.told.get(line) ?? 0) + 1;
    this.told.set(line, times);
    return { line: times > 1 ? `${line} (${times})` : line, seconds };
  }

  private secondsOf(event: OperationEvent): number | undefined {
    const { logicalId, status, at } = event;
    if (event.ofStack) {
      // A rollback has its own duration.
      const { isRollback, isCleanup } = stackStatus(status);
      if ((isRollback && !isCleanup) || endsOperation(event)) {
        this.beganAt.clear();
      }
      return undefined;
    }
    if (begins.test(status)) {
      if (!this.beganAt.has(logicalId)) this.beganAt.set(logicalId, at);
      return undefined;
    }
    const began = this.beganAt.get(logicalId);
    if (!ends.test(status) || began === undefined) return undefined;
    this.beganAt.delete(logicalId);
    return Math.max(0, Date.parse(at) - Date.parse(began)) / 1000;
  }
}
