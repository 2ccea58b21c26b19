/** Polls near the end without new events after which the rest is expected to be slow: a cache can take ten minutes. */
const slowEndPolls = 12;

/**
 * Computes the wait before the next poll. It is short at the start and near the end, where users watch and a wait would only
 * prolong the operation. It is longer in between and while there are no events, and much longer while AWS throttles or many
 * operations are followed at once.
 */
export class Pace {
  private readings = 0;
  private quiet = 0;
  private failures = 0;

  /** Maximum milliseconds between two successful polls. */
  private readonly longest: number;

  /** @param shortest - milliseconds */
  constructor(private readonly shortest: number) {
    this.longest = 10 * shortest;
  }

  /** Records a poll that returned this many new events. */
  received(events: number): void {
    this.failures = 0;
    this.readings += 1;
    this.quiet = events > 0 ? 0 : this.quiet + 1;
  }

  /** Records a poll that failed. */
  failed(): void {
    this.failures += 1;
  }

  /** Consecutive polls without new events. */
  get quietReadings() {
    return this.quiet;
  }

  /**
   * Milliseconds until the next poll, given how much of the operation is left.
   *
   * @param least - minimum milliseconds, because other operations poll too
   */
  next(
    { done, total }: { done: number; total: number },
    least: number = 0,
  ): number {
    if (this.failures > 0) {
      // Half of it is random, so that a hundred followers do not retry at once.
      const most = Math.min(2 ** (this.failures + 1), 120) * this.shortest;
      return most / 2 + (Math.random() * most) / 2;
    }
    const nearEnd = total > 0 && total - done <= Math.max(2, total * 0.05);
    const atEnd = this.longest / (this.quiet < slowEndPolls ? 3 : 2);
    const longest = nearEnd ? atEnd : this.longest;
    // Events are frequent in the middle of an operation, and need not be shown immediately.
    const shortest = this.shortest * Math.min(1.25 ** this.readings, 4);
    const wait = Math.min(shortest * 1.5 ** this.quiet, longest);
    // Random jitter, so that operations started together do not poll together.
    return Math.max(wait, least * (0.75 + Math.random() / 2));
  }
}
