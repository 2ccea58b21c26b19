import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { MiddlewareStack } from '@smithy/types';
import { publishedRate, type PublishedRate } from './publishedRates';

/**
 * Shares of each rate for readings in the background: the rest is for operations, users and other tools. A call that a busy machine
 * sends late meets the one after it; with these shares they still use less than half.
 */
const shareOf = { burst: 0.2, perSecond: 0.4 };

const background = new AsyncLocalStorage<true>();

/**
 * Runs something that is not urgent: its calls to AWS wait, so that together they use at most half of each rate.
 *
 * @public
 */
export const inBackground = <T>(run: () => Promise<T>): Promise<T> =>
  background.run(true, run);

/** Delays calls in the background, and no others. Accounts and regions have rates of their own. */
export class BackgroundPace {
  readonly #buckets = new Map<string, { tokens: number; at: number }>();
  /** The last call of each bucket that waits, or has waited. */
  readonly #turns = new Map<string, Promise<void>>();

  /** @param wait - for so many milliseconds */
  constructor(
    private readonly wait: (ms: number) => Promise<unknown> = ms => sleep(ms),
  ) {}

  /**
   * Resolves when one more call stays within the share. Only one call of a bucket waits for its time, the others for that call:
   * with a time of its own for each, all those that passed while the process was busy would be sent at once.
   */
  turn(
    service: string,
    operation: string,
    { account = '', region }: { account?: string; region: string },
  ): Promise<void> {
    const rate = publishedRate(service, operation);
    if (!rate) return Promise.resolve();
    const where = rate.ofAccount ? account : `${account}/${region}`;
    const key = `${rate.name} ${where}`;
    const before = this.#turns.get(key) ?? Promise.resolve();
    const turn = before.then(async () => {
      const delay = this.#take(key, rate);
      if (delay > 0) await this.wait(delay);
    });
    this.#turns.set(key, turn);
    return turn;
  }

  /** Milliseconds until one more call stays within the share; the call counts. */
  #take(key: string, { burst, perSecond }: PublishedRate): number {
    const at = performance.now();
    const most = burst * shareOf.burst;
    const refill = perSecond * shareOf.perSecond;
    const last = this.#buckets.get(key) ?? { tokens: most, at };
    const refilled = ((at - last.at) / 1000) * refill;
    // Below 0 is the call that waits.
    const tokens = Math.min(most, last.tokens + refilled) - 1;
    this.#buckets.set(key, { tokens, at });
    return Math.max(0, (-tokens / refill) * 1000);
  }
}

/** Makes each attempt of a call in the background wait its turn. */
export function withBackgroundPace<
  Client extends { middlewareStack: MiddlewareStack<Input, Output> },
  Input extends object,
  Output extends object,
>(
  client: Client & { middlewareStack: MiddlewareStack<Input, Output> },
  pace: BackgroundPace,
  target: { service: string; region: string; account?: string },
): Client {
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async args => {
        if (background.getStore()) {
          const operation = commandName.replace(/Command$/, '');
          await pace.turn(target.service, operation, target);
        }
        return next(args);
      },
    // Inside the retries.
    { step: 'deserialize', name: 'backgroundPace' },
  );
  return client;
}
