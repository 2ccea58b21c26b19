/**
 * How long to wait before the next reading: little at the start and near the end, where people watch and where waiting
 * would only make the operation longer; more while nothing happens, and much more while AWS throttles.
 */
export class Pace {
  private quiet = 0;
  private hindered = 0;

  /**
   * @param shortest - milliseconds
   * @param longest - milliseconds, between two undisturbed readings
   */
  constructor(
    private readonly shortest = 500,
    private readonly longest = 5_000,
  ) {}

  /** A reading that told this many new events. */
  told(events: number): void {
    this.hindered = 0;
    this.quiet = events > 0 ? 0 : this.quiet + 1;
  }

  /** A reading AWS did not answer. */
  wasHindered(): void {
    this.hindered += 1;
  }

  /** Readings in a row that told nothing. */
  get quietReadings() {
    return this.quiet;
  }

  /** Milliseconds, given how much of the operation is left. */
  next({ done, total }: { done: number; total: number }): number {
    if (this.hindered > 0) {
      // Half of it by chance, so that a hundred followers do not come back at once.
      const most = Math.min(1_000 * 2 ** this.hindered, 60_000);
      return most / 2 + (Math.random() * most) / 2;
    }
    const nearEnd = total > 0 && total - done <= Math.max(2, total * 0.05);
    const longest = nearEnd ? this.longest / 4 : this.longest;
    return Math.min(this.shortest * 1.5 ** this.quiet, longest);
  }
}
