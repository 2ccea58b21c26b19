import { stackStatus } from '@streamflix/backstage-plugin-streamflix-common';
import {
  endsOperation,
  type OperationEvent,
} from '../cloudformation/OperationEvent';
import type { ResourceCount } from './ProgressCounter';
import { progressLine } from './progressLine';

const isStart = /^(CREATE|UPDATE|DELETE|IMPORT)_IN_PROGRESS$/;
const isEnd = /_(COMPLETE|FAILED|SKIPPED)$/;

/**
 * Formats the events of one operation as unique lines: CloudFormation reports the start of a resource twice, and of a
 * replacement three times, with a different meaning each time.
 */
export class ProgressLines {
  private readonly startTimes = new Map<string, string>();
  private readonly times = new Map<string, number>();

  /** @returns the line; for a resource that is done, also the seconds it took */
  format(
    event: OperationEvent,
    count: ResourceCount,
  ): { line: string; seconds?: number } {
    const seconds = this.secondsOf(event);
    const line = progressLine(count, event, seconds);
    const times = (this.times.get(line) ?? 0) + 1;
    this.times.set(line, times);
    return { line: times > 1 ? `${line} (${times})` : line, seconds };
  }

  private secondsOf(event: OperationEvent): number | undefined {
    const { logicalId, status, at } = event;
    if (event.ofStack) {
      // A rollback has its own duration.
      const { isRollback, isCleanup } = stackStatus(status);
      if ((isRollback && !isCleanup) || endsOperation(event)) {
        this.startTimes.clear();
      }
      return undefined;
    }
    if (isStart.test(status)) {
      if (!this.startTimes.has(logicalId)) this.startTimes.set(logicalId, at);
      return undefined;
    }
    const startedAt = this.startTimes.get(logicalId);
    if (!isEnd.test(status) || startedAt === undefined) return undefined;
    this.startTimes.delete(logicalId);
    return Math.max(0, Date.parse(at) - Date.parse(startedAt)) / 1000;
  }
}
