import { LRUCache } from 'lru-cache';
import { countCalls } from './countCalls';
import { TooManyRequestsError } from './TooManyRequestsError';

/** Calls to AWS that a user may cause at once. */
export const burst = 30;
/** Calls to AWS that a user may cause in each second after that. */
const perSecond = 1;
const usersRemembered = 10_000;

/**
 * Runs something that calls AWS at a user's expense.
 *
 * @param calls - how often it usually does; paid in advance, and set right by how often it did
 * @throws TooManyRequestsError at once, before anything is run, when the user cannot pay in advance
 */
export type Spend = <T>(calls: number, run: () => Promise<T>) => Promise<T>;

/** How many calls to AWS each user may cause: a token bucket for each, in the memory of this replica. */
export class CallBudget {
  private readonly balances = new LRUCache<
    string,
    { calls: number; at: number }
  >({ max: usersRemembered });

  /** @param user - entity reference, or a name for those who share one budget */
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
    if (!last) return burst;
    const seconds = (Date.now() - last.at) / 1000;
    return Math.min(burst, last.calls + seconds * perSecond);
  }

  private add(user: string, calls: number) {
    this.balances.set(user, {
      calls: Math.min(burst, this.balance(user) + calls),
      at: Date.now(),
    });
  }
}
