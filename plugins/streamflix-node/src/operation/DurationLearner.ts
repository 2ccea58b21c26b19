import {
  LearnedDurations,
  type ResourceAction,
} from '@streamflix/backstage-plugin-streamflix-common';
import { LRUCache } from 'lru-cache';
import type { OperationEvent } from '../cloudformation/OperationEvent';
import { spansOf } from '../follow/spansOf';

/** Accounts whose durations are kept. */
const maxAccounts = 100;

/** Pieces of work that are known as learned: the events of an operation are read more than once. */
const maxLearned = 20_000;

/**
 * Learns how long resources take in each account, from events that were read for another purpose.
 *
 * @public
 */
export class DurationLearner {
  private readonly byAccount = new LRUCache<string, LearnedDurations>({
    max: maxAccounts,
  });
  private readonly learned = new LRUCache<string, true>({ max: maxLearned });

  /** What is known about an account. */
  of(account: string): LearnedDurations {
    const known = this.byAccount.get(account);
    if (known) return known;
    const durations = new LearnedDurations();
    this.byAccount.set(account, durations);
    return durations;
  }

  /** Takes what was learned earlier, in addition to what was learned since. */
  restore(
    account: string,
    samples: Iterable<readonly [string, readonly number[]]>,
  ): void {
    const restored = new LearnedDurations(samples);
    for (const [key, seconds] of this.of(account).entries()) {
      const [type, action] = key.split(' ');
      for (const each of seconds) {
        restored.add(type, action as ResourceAction, each);
      }
    }
    this.byAccount.set(account, restored);
  }

  /** @param events - of one operation, oldest first */
  learn(
    account: string,
    stackArn: string,
    events: readonly OperationEvent[],
  ): void {
    const durations = this.of(account);
    for (const [logicalId, { type, spans }] of spansOf(events)) {
      for (const { action, startedAt, endedAt, result } of spans) {
        const key = `${stackArn} ${logicalId} ${startedAt}`;
        if (result !== 'done' || !endedAt || this.learned.has(key)) continue;
        this.learned.set(key, true);
        const seconds = (Date.parse(endedAt) - Date.parse(startedAt)) / 1000;
        // What CloudFormation skips takes no time.
        if (seconds > 0) durations.add(type, action, seconds);
      }
    }
  }
}
