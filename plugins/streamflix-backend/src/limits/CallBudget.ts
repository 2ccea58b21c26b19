import { LRUCache } from 'lru-cache';
import { countCalls } from './countCalls';
import { TooManyRequestsError } from './TooManyRequestsError';

/** Calls to AWS that a user may cause at once. */
export const burst = 30;
/** Calls to AWS that a user may cause per second after that. */
const perSecond = 1;
const maxUsers = 10_000;

/**
 * Runs a function that calls AWS, within a user's budget.
 *
 * @param calls - usual number of calls; charged in advance, and corrected to the actual number
 * @throws TooManyRequestsError immediately, before anything runs, when the budget is too low
 */
export type Spend = <T>(calls: number, run: () => Promise<T>) => Promise<T>;

/** Limits the calls to AWS per user: a token bucket each, in the memory of this replica. */
export class CallBudget {
  private readonly balances = new LRUCache<
    string,
    { calls: number; at: number }
  >({ max: maxUsers });

  /** @param maxBalance - calls that a user may cause at once */
  constructor(private readonly maxBalance = burst) {}

  /** @param user - entity reference, or a name for users who share one budget */
  of(user: string): Spend {
    return (calls, run) => {
      const balance = this.balance(user);
      if (balance < calls) {
        throw new TooManyRequestsError(
          Math.ceil((calls - balance) / perSecond),
        );
      }
      this.add(user, -calls);
      return countCalls(run, made => this.add(user, calls - made));
    };
  }

  private balance(user: string): number {
    const last = this.balances.get(user);
    if (!last) return this.maxBalance;
    const seconds = (Date.now() - last.at) / 1000;
    return Math.min(this.maxBalance, last.calls + seconds * perSecond);
  }

  private add(user: string, calls: number) {
    this.balances.set(user, {
      calls: Math.min(this.maxBalance, this.balance(user) + calls),
      at: Date.now(),
    });
  }
}
