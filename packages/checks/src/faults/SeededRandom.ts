import { createHash } from 'node:crypto';

/** A random number generator with a seed. */
export class SeededRandom {
  private drawn = 0;

  constructor(private readonly seed: number) {}

  /** An integer between the two, inclusive. */
  integer(least: number, most: number): number {
    this.drawn += 1;
    const digest = createHash('sha256').update(`${this.seed} ${this.drawn}`);
    return least + (digest.digest().readUInt32BE() % (most - least + 1));
  }
}
