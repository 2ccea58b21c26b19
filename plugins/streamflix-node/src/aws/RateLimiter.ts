import limitConcurrency from 'p-limit';

/**
 * Polls per poll interval, shared by all operations followed in one account and region: four a second by default. AWS allows so
 * few that independent tools are throttled from twenty stacks on (DescribeStacks: five a second for an account and region, see
 * aws/aws-sam-cli#2671); other clients, such as another replica, need some of them.
 */
const readingsPerInterval = 2;

/** Plans that read from AWS at the same time: a hundred concurrent requests must not be throttled before they start. */
const maxConcurrentReads = 3;

/**
 * Limits the calls of all plans and operations in one account and region.
 *
 * @public
 */
export class RateLimiter {
  private followers = 0;
  private readonly limit = limitConcurrency(maxConcurrentReads);

  /** Counts one more follower while `follow` runs. */
  async countFollower<T>(follow: () => Promise<T>): Promise<T> {
    this.followers += 1;
    try {
      return await follow();
    } finally {
      this.followers -= 1;
    }
  }

  /** Runs a few reads from AWS once the concurrency limit allows it. */
  limited<T>(read: () => Promise<T>): Promise<T> {
    return this.limit(read);
  }

  /**
   * Minimum milliseconds each follower waits between two polls, so that together they stay within the limit.
   *
   * @param pollInterval - milliseconds
   */
  minPollWait(pollInterval: number): number {
    return (this.followers / readingsPerInterval) * pollInterval;
  }
}
