import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { MiddlewareStack } from '@smithy/types';
import { publishedRate, type PublishedRate } from './publishedRates';
import { isThrottled } from './withAwsErrors';

/**
 * The rest of each rate is for operations, users and other tools. A call that a busy machine sends late meets the one after it; with
 * these shares, readings in the background still use less than half.
 */
const inBackgroundAtMost = (rate: PublishedRate) => ({
  burst: 0.2 * rate.burst,
  perSecond: 0.4 * rate.perSecond,
});

/** Of a rate that is exhausted: one call after the other, a little slower than AWS accepts them. */
const whileThrottledAtMost = (rate: PublishedRate) => ({
  burst: 1,
  perSecond: 0.8 * rate.perSecond,
});

/** A change is decided on the state of that moment, so it neither waits here nor is repeated. */
const isRead = (operation: string) => /^(Describe|Get|List)/.test(operation);

/** Milliseconds for which calls are delayed after AWS has throttled one. */
const cautious = 10_000;

const background = new AsyncLocalStorage<true>();

/**
 * Runs something that may take its time: its calls to AWS wait until they use at most half of each rate.
 *
 * @public
 */
export const inBackground = <T>(run: () => Promise<T>): Promise<T> =>
  background.run(true, run);

/** Calls of each rate wait here for their turn. */
class TokenBuckets {
  readonly #buckets = new Map<string, { tokens: number; at: number }>();
  /** The last call of each bucket that waits, or has waited. */
  readonly #turns = new Map<string, Promise<void>>();

  constructor(
    private readonly allowed: typeof inBackgroundAtMost,
    private readonly wait: (ms: number) => Promise<unknown>,
  ) {}

  /**
   * Resolves when one more call is allowed. Only one call of a bucket waits for its time, the others for that call: with a time of
   * its own for each, all those that passed while the process was busy would be sent at once.
   */
  turn(bucket: string, rate: PublishedRate): Promise<void> {
    const before = this.#turns.get(bucket) ?? Promise.resolve();
    const turn = before.then(async () => {
      const delay = this.#take(bucket, rate);
      if (delay > 0) await this.wait(delay);
    });
    this.#turns.set(bucket, turn);
    return turn;
  }

  /** Milliseconds until one more call is allowed; the call counts. */
  #take(bucket: string, rate: PublishedRate): number {
    const at = performance.now();
    const { burst, perSecond } = this.allowed(rate);
    const last = this.#buckets.get(bucket) ?? { tokens: burst, at };
    const refilled = ((at - last.at) / 1000) * perSecond;
    // Below 0 is the call that waits.
    const tokens = Math.min(burst, last.tokens + refilled) - 1;
    this.#buckets.set(bucket, { tokens, at });
    return Math.max(0, (-tokens / perSecond) * 1000);
  }
}

/**
 * Delays reads: those in the background always, all others only after AWS has throttled one. A hundred operations that start at the
 * same time then wait for each other, instead of giving up after their retries. Accounts and regions have rates of their own.
 */
export class CallPace {
  readonly #background: TokenBuckets;
  readonly #throttled: TokenBuckets;
  /** By bucket: when AWS last throttled a call. */
  readonly #throttledAt = new Map<string, number>();

  /** @param wait - for so many milliseconds */
  constructor(wait: (ms: number) => Promise<unknown> = ms => sleep(ms)) {
    this.#background = new TokenBuckets(inBackgroundAtMost, wait);
    this.#throttled = new TokenBuckets(whileThrottledAtMost, wait);
  }

  /** Makes a call when it is its turn. */
  async run<T>(
    { service, operation, region, account = '' }: Call,
    call: () => Promise<T>,
  ): Promise<T> {
    const rate = publishedRate(service, operation);
    if (!rate || !isRead(operation)) return call();
    const where = rate.ofAccount ? account : `${account}/${region}`;
    const bucket = `${rate.name} ${where}`;
    if (background.getStore()) await this.#background.turn(bucket, rate);
    try {
      return await this.#attempt(service, { bucket, rate }, call);
    } catch (error) {
      if (!isThrottled(service, error)) throw error;
      // Again here: the SDK's own retries have a quota that all callers of a client share, and a hundred at once exhaust it.
      return this.#attempt(service, { bucket, rate }, call);
    }
  }

  async #attempt<T>(
    service: string,
    { bucket, rate }: { bucket: string; rate: PublishedRate },
    call: () => Promise<T>,
  ): Promise<T> {
    const throttledAt = this.#throttledAt.get(bucket) ?? -Infinity;
    if (performance.now() - throttledAt < cautious) {
      await this.#throttled.turn(bucket, rate);
    }
    try {
      return await call();
    } catch (error) {
      if (isThrottled(service, error)) {
        this.#throttledAt.set(bucket, performance.now());
      }
      throw error;
    }
  }
}

interface Call {
  service: string;
  operation: string;
  region: string;
  account?: string;
}

/** Makes each attempt of a call wait its turn. */
export function withCallPace<
  Client extends { middlewareStack: MiddlewareStack<Input, Output> },
  Input extends object,
  Output extends object,
>(
  client: Client & { middlewareStack: MiddlewareStack<Input, Output> },
  pace: CallPace,
  target: { service: string; region: string; account?: string },
): Client {
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      args => {
        const operation = commandName.replace(/Command$/, '');
        return pace.run({ ...target, operation }, () => next(args));
      },
    // Inside the retries, and outside of what makes an error of an answer.
    { step: 'deserialize', name: 'callPace', priority: 'high' },
  );
  return client;
}
