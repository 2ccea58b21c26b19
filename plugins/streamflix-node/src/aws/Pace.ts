/** Quiet readings near the end after which what is left takes long: a cache alone may take ten minutes. */
const longEnd = 12;

/**
 * How long to wait before the next reading: little at the start and near the end, where people watch and where waiting
 * would only make the operation longer; more in between and while nothing happens, and much more while AWS throttles or
 * many operations are followed at once.
 */
export class Pace {
  private readings = 0;
  private quiet = 0;
  private hindered = 0;

  /** Milliseconds between two undisturbed readings. */
  private readonly longest: number;

  /** @param shortest - milliseconds */
  constructor(private readonly shortest: number) {
    this.longest = 10 * shortest;
  }

  /** A reading that told this many new events. */
  received(events: number): void {
    this.hindered = 0;
    this.readings += 1;
    this.quiet = events > 0 ? 0 : this.quiet + 1;
  }

  /** A reading AWS did not answer. */
  failed(): void {
    this.hindered += 1;
  }

  /** Readings in a row that told nothing. */
  get quietReadings() {
    return this.quiet;
  }

  /**
   * Milliseconds, given how much of the operation is left.
   *
   * @param least - milliseconds it is to be at least, because others read too
   */
  next(
    { done, total }: { done: number; total: number },
    least: number = 0,
  ): number {
    if (this.hindered > 0) {
      // Half of it by chance, so that a hundred followers do not come back at once.
      const most = Math.min(2 ** (this.hindered + 1), 120) * this.shortest;
      return most / 2 + (Math.random() * most) / 2;
    }
    const nearEnd = total > 0 && total - done <= Math.max(2, total * 0.05);
    const atEnd = this.longest / (this.quiet < longEnd ? 3 : 2);
    const longest = nearEnd ? atEnd : this.longest;
    // Events come all the time in the middle, and nobody needs each of them at once.
    const shortest = this.shortest * Math.min(1.25 ** this.readings, 4);
    const wait = Math.min(shortest * 1.5 ** this.quiet, longest);
    // Above and below it by chance, so that those who began together do not read together.
    return Math.max(wait, least * (0.75 + Math.random() / 2));
  }
}
