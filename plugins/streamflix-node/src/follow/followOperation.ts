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
export type Followed = {
  /** Why AWS did not accept a requested cancellation. */
  uncancelled?: string;
  events: OperationEvent[];
  /** The stack's last known status. */
  status: string;
} /** `stack` is its current state: another operation may have started since. */ & (
  | { end: 'finished'; stack?: Stack }
  /** The signal was aborted and there was nothing to cancel: the operation continues in AWS. */
  | { end: 'left' }
  /** It took longer than the limit. */
  | { end: 'overdue' }
  /** AWS could no longer be read. */
  | { end: 'lost'; reason: string }
);

export interface FollowOptions extends RetryOptions {
  client: CloudFormationClient;
  limiter: RateLimiter;
  stackArn: string;
  reader: StackEventReader;
  /** Events of the operation that were already read. */
  eventsSoFar?: OperationEvent[];
  counter: ProgressCounter;
  /** Minutes from the operation's start until it counts as stuck. */
  limitMinutes: number;
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

/** Follows an operation until the stack reaches a terminal state. It only reads the stack. */
export function followOperation(options: FollowOptions): Promise<Followed> {
  const cancelling = new CancelAttempts(options);
  return options.limiter.countFollower(async () => {
    const followed = await follow(options, cancelling);
    return { ...followed, uncancelled: cancelling.lastRefusal };
  });
}

async function follow(
  options: FollowOptions,
  cancelling: CancelAttempts,
): Promise<Followed> {
  const { client, stackArn, reader, counter, signal, observers = [] } = options;
  const pace = new Pace(options.pollInterval);
  const retryWindow = new RetryWindow(options);
  const lines = new ProgressLines();
  const events: OperationEvent[] = [];
  let count: ResourceCount = { done: 0, total: 0 };
  let status = '';
  let cancelled: Cancellation | undefined;
  let checks = 0;
  let lateReads = 0;
  const startOfFollowing = Date.now();
  const startedAt = () =>
    events[0]?.at ? Date.parse(events[0].at) : startOfFollowing;

  /** Whether this event ends the operation; the deletion that cancels a creation may start before the creation's own end. */
  const isLast = (event: OperationEvent, later: readonly OperationEvent[]) =>
    endsOperation(event) &&
    (cancelled !== 'deletes' ||
      stackStatus(event.status).operation === 'delete') &&
    !later.some(
      ({ token }) =>
        options.operation !== undefined &&
        isStepOf(token, options.operation, 'cancel'),
    );

  /** Reports events; returns whether the operation has ended. Later events belong to another operation. */
  async function take(fresh: readonly OperationEvent[]): Promise<boolean> {
    for (const [index, event] of fresh.entries()) {
      events.push(event);
      if (event.ofStack) status = event.status;
      count = counter.count(event);
      for (const observer of observers) await observer.onEvent(event);
      options.onProgress?.({
        ...count,
        event: toEnvironmentEvent(event),
        ...lines.format(event, count),
      });
      if (isLast(event, fresh.slice(index + 1))) return true;
    }
    return false;
  }

  let hasFinished = await take(options.eventsSoFar ?? []);
  for (;;) {
    try {
      if (!hasFinished && signal?.aborted && !cancelled) {
        const answer = await cancelling.attempt();
        if (!answer) return { end: 'left', events, status };
        if (answer !== 'later') cancelled = answer;
      }
      if (!hasFinished) {
        const fresh = await reader.read();
        pace.received(fresh.length);
        retryWindow.recordResponse();
        hasFinished = await take(fresh);
      }
      if (!hasFinished)
        for (const observer of observers) await observer.onPoll();
      if (
        hasFinished ||
        lateReads > 0 ||
        pace.quietReadings % quietLimit === quietLimit - 1
      ) {
        const stack = await describeStack(client, stackArn);
        const now = stack?.status ?? 'DELETE_COMPLETE';
        const current = stackStatus(now);
        // Events and status come from different parts of AWS: one may be slightly ahead of the other.
        const isOn =
          !current.isFinished ||
          (cancelled === 'deletes' && current.operation !== 'delete');
        if (!isOn && !hasFinished && ++lateReads <= lateEventTries) {
          // It may have ended after its events were read: the last ones come with the next reading.
        } else if (!isOn || (hasFinished && ++checks > statusChecks)) {
          if (!hasFinished) status = now;
          return { end: 'finished', events, status, stack };
        }
      }
    } catch (error) {
      const reason = retryWindow.handleError(error);
      if (reason !== undefined) return { end: 'lost', events, status, reason };
      pace.failed();
    }
    if (
      !hasFinished &&
      Date.now() - startedAt() > options.limitMinutes * 60_000
    ) {
      return { end: 'overdue', events, status };
    }
    // An aborted signal has had its effect, and would end every wait immediately.
    await sleep(
      pace.next(count, options.limiter.minPollWait(options.pollInterval)),
      undefined,
      {
        signal: signal?.aborted ? undefined : signal,
      },
    ).catch(() => {});
  }
}
