import { setTimeout as sleep } from 'node:timers/promises';
import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import {
  stackStatus,
  type EnvironmentEvent,
} from '@streamflix/backstage-plugin-streamflix-common';
import { isStepOf } from '../cloudformation/operationTokens';
import { CancelAttempts } from './CancelAttempts';
import type { Cancellation } from './cancelOperation';
import type { RateLimiter } from '../aws/RateLimiter';
import { describeStack } from '../cloudformation/describeStack';
import type { Stack } from '../cloudformation/Stack';
import {
  endsOperation,
  toEnvironmentEvent,
  type OperationEvent,
} from '../cloudformation/OperationEvent';
import { Pace } from '../aws/Pace';
import { RetryWindow, type RetryOptions } from '../aws/RetryWindow';
import type { StreamflixSettings } from '../aws/StreamflixSettings';
import type { ResourceCount, ProgressCounter } from './ProgressCounter';
import type { OperationObserver } from './OperationObserver';
import { ProgressLines } from './ProgressLines';
import type { StackEventReader } from '../cloudformation/StackEventReader';

/**
 * One step of an operation, reported once and in order.
 *
 * @public
 */
export interface OperationProgress extends ResourceCount {
  event: EnvironmentEvent;
  /** Seconds the resource took, once it is done. */
  seconds?: number;
  /** `17/84 · DatabaseWriter · CREATE_COMPLETE · 7 min 2 s`; unique within an operation. */
  line: string;
}

/** Why following stopped. */
type FollowEnd =
  /** `stack` is its current state: another operation may have started since. */
  | { end: 'finished'; stack?: Stack }
  /** The signal was aborted and there was nothing to cancel: the operation continues in AWS. */
  | { end: 'left' }
  /** It took longer than the limit. */
  | { end: 'overdue' }
  /** AWS could no longer be read. */
  | { end: 'lost'; reason: string };

export type Followed = FollowEnd & {
  /** Why AWS did not accept a requested cancellation. */
  uncancelled?: string;
  events: OperationEvent[];
  /** The stack's last known status. */
  status: string;
};

export interface FollowOptions extends RetryOptions {
  client: CloudFormationClient;
  limiter: RateLimiter;
  stackArn: string;
  reader: StackEventReader;
  /** Events of the operation that were already read. */
  eventsSoFar?: OperationEvent[];
  counter: ProgressCounter;
  settings: RetryOptions['settings'] &
    Pick<StreamflixSettings, 'operationTimeout'>;
  signal?: AbortSignal;
  /**
   * Cancels in AWS when the signal is aborted; undefined when the operation continues in AWS and is no longer followed. `later`
   * when it cannot be cancelled yet: it is tried again after the next poll.
   */
  cancel?(): Promise<Cancellation | 'later' | undefined>;
  /** Id of the operation: a cancellation by this run or an earlier one belongs to it. */
  operation?: string;
  onProgress?(progress: OperationProgress): void;
  observers?: readonly OperationObserver[];
}

/** Polls without new events after which the stack itself is described: an event can be missed, its status cannot. */
const quietLimit = 6;

/** How often the stack is described again until its status matches its final event. */
const statusChecks = 5;

/** How often the events are read again after the stack has reached a terminal state, until the final event is among them. */
const lateEventTries = 2;

/** What is known of the followed operation. */
class Follower {
  private readonly events: OperationEvent[] = [];
  private status = '';
  private count: ResourceCount = { done: 0, total: 0 };
  private cancelled?: Cancellation;
  /** Whether the event that ends the operation was read. */
  private hasFinished = false;
  private statusReads = 0;
  private lateReads = 0;

  private readonly followedSince = Date.now();
  private readonly cancelling: CancelAttempts;
  private readonly retryWindow: RetryWindow;
  private readonly pace: Pace;
  private readonly lines = new ProgressLines();

  constructor(private readonly options: FollowOptions) {
    this.cancelling = new CancelAttempts(options);
    this.retryWindow = new RetryWindow(options);
    this.pace = new Pace(options.settings.pollInterval);
  }

  async follow(): Promise<Followed> {
    const { eventsSoFar = [], limiter, settings, signal } = this.options;
    this.hasFinished = await this.take(eventsSoFar);
    for (;;) {
      const end =
        (await this.poll()) ??
        (this.isOverdue() ? ({ end: 'overdue' } as const) : undefined);
      if (end) {
        const { events, status, cancelling } = this;
        return { ...end, events, status, uncancelled: cancelling.lastRefusal };
      }
      await sleep(
        this.pace.next(this.count, limiter.minPollWait(settings.pollInterval)),
        undefined,
        // An aborted signal has had its effect, and would end every wait immediately.
        { signal: signal?.aborted ? undefined : signal },
      ).catch(() => {});
    }
  }

  /** @returns why following stops; undefined while it continues */
  private async poll(): Promise<FollowEnd | undefined> {
    const { reader, observers = [] } = this.options;
    try {
      if (!this.hasFinished) {
        if (await this.isLeft()) return { end: 'left' };
        const fresh = await reader.read();
        this.pace.received(fresh.length);
        this.retryWindow.recordResponse();
        this.hasFinished = await this.take(fresh);
      }
      if (!this.hasFinished) {
        for (const observer of observers) await observer.onPoll();
      }
      return await this.checkStack();
    } catch (error) {
      const reason = this.retryWindow.handleError(error);
      if (reason !== undefined) return { end: 'lost', reason };
      this.pace.failed();
      return undefined;
    }
  }

  /** Cancels when the signal is aborted; returns whether there is nothing to cancel, and so nothing more to follow. */
  private async isLeft(): Promise<boolean> {
    if (!this.options.signal?.aborted || this.cancelled) return false;
    const answer = await this.cancelling.attempt();
    if (answer !== 'later') this.cancelled = answer;
    return answer === undefined;
  }

  /** Reports events; returns whether the operation has ended. Later events belong to another operation. */
  private async take(fresh: readonly OperationEvent[]): Promise<boolean> {
    const { counter, observers = [], onProgress } = this.options;
    for (const [index, event] of fresh.entries()) {
      this.events.push(event);
      if (event.ofStack) this.status = event.status;
      this.count = counter.count(event);
      for (const observer of observers) await observer.onEvent(event);
      onProgress?.({
        ...this.count,
        event: toEnvironmentEvent(event),
        ...this.lines.format(event, this.count),
      });
      if (this.isLast(event, fresh.slice(index + 1))) return true;
    }
    return false;
  }

  /** Whether this event ends the operation; the deletion that cancels a creation may start before the creation's own end. */
  private isLast(
    event: OperationEvent,
    later: readonly OperationEvent[],
  ): boolean {
    const { operation } = this.options;
    return (
      endsOperation(event) &&
      this.isAwaited(event.status) &&
      !later.some(
        ({ token }) =>
          operation !== undefined && isStepOf(token, operation, 'cancel'),
      )
    );
  }

  /** Whether a terminal state can be that of the operation: a cancelled creation ends with its deletion. */
  private isAwaited(status: string): boolean {
    return (
      this.cancelled !== 'deletes' || stackStatus(status).operation === 'delete'
    );
  }

  /**
   * Describes the stack when its final event was read, or may be missing. Events and status come from different parts of AWS: one
   * may be slightly ahead of the other.
   */
  private async checkStack(): Promise<FollowEnd | undefined> {
    const { client, stackArn } = this.options;
    const isQuiet = this.pace.quietReadings % quietLimit === quietLimit - 1;
    if (!this.hasFinished && this.lateReads === 0 && !isQuiet) return undefined;
    const stack = await describeStack(client, stackArn);
    const status = stack?.status ?? 'DELETE_COMPLETE';
    const isIdle = stackStatus(status).isFinished && this.isAwaited(status);
    if (this.hasFinished) {
      return isIdle || ++this.statusReads > statusChecks
        ? { end: 'finished', stack }
        : undefined;
    }
    // It may have ended after its events were read: the last ones come with the next reading.
    if (!isIdle || ++this.lateReads <= lateEventTries) return undefined;
    this.status = status;
    return { end: 'finished', stack };
  }

  private isOverdue(): boolean {
    const at = this.events[0]?.at;
    const startedAt = at ? Date.parse(at) : this.followedSince;
    const limit = this.options.settings.operationTimeout * 60_000;
    return !this.hasFinished && Date.now() - startedAt > limit;
  }
}

/** Follows an operation until the stack reaches a terminal state. It only reads the stack. */
export function followOperation(options: FollowOptions): Promise<Followed> {
  return options.limiter.countFollower(() => new Follower(options).follow());
}
