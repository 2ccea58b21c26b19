import limitConcurrency from 'p-limit';

/**
 * Readings in one poll interval that all who follow an operation of one account and region make together: four a second by
 * default. AWS allows so few that tools which ignore each other are throttled from twenty stacks on (DescribeStacks: five a
 * second for an account and region, see aws/aws-sam-cli#2671); whatever else asks, such as another replica, needs some of them.
 */
const readingsPerInterval = 2;

/** Plans that look around at the same time: a hundred that are asked for at once must not be throttled before they begin. */
const looksAtATime = 3;

/** Those who plan and follow operations with the same client, which is to say in the same account and region. */
export class RateLimiter {
  private static readonly crowds = new WeakMap<object, RateLimiter>();
  private followers = 0;
  private readonly limit = limitConcurrency(looksAtATime);

  /** @param client - the client they share */
  static of(client: object): RateLimiter {
    const found = this.crowds.get(client);
    if (found) return found;
    const crowd = new RateLimiter();
    this.crowds.set(client, crowd);
    return crowd;
  }

  /** Counts one more for as long as it runs. */
  async with<T>(follow: () => Promise<T>): Promise<T> {
    this.followers += 1;
    try {
      return await follow();
    } finally {
      this.followers -= 1;
    }
  }

  /** Runs what asks AWS a few things at once, when it is its turn. */
  limited<T>(look: () => Promise<T>): Promise<T> {
    return this.limit(look);
  }

  /**
   * Milliseconds each of them is to wait at least between two readings, so that all together do not read too often.
   *
   * @param pollInterval - milliseconds
   */
  shortestWait(pollInterval: number): number {
    return (this.followers / readingsPerInterval) * pollInterval;
  }
}
