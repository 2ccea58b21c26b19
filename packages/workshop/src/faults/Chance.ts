import { createHash } from 'node:crypto';

/** The same numbers for the same seed. */
export class Chance {
  private drawn = 0;

  constructor(private readonly seed: number) {}

  /** Between the two, both included. */
  whole(least: number, most: number): number {
    this.drawn += 1;
    const digest = createHash('sha256').update(`${this.seed} ${this.drawn}`);
    return least + (digest.digest().readUInt32BE() % (most - least + 1));
  }
}
