import type { ResourceAction } from './Operation';
import { typicalSeconds } from './typicalDurations';

/** Durations kept of one action on one type: new ones replace the oldest. */
const maxSamples = 20;

/** Actions on types that are kept; a platform has about a hundred. */
const maxKinds = 500;

const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * How long actions on resources took in an account: the base of what is expected of the next ones. Until an action was seen, the
 * table of typical durations is used, scaled by how the actions that were seen compare with it.
 *
 * @public
 */
export class LearnedDurations {
  private readonly samples: Map<string, readonly number[]>;
  private scale?: number;

  /** @param samples - of another instance, as `entries` gives them */
  constructor(samples: Iterable<readonly [string, readonly number[]]> = []) {
    this.samples = new Map(samples);
  }

  /** Whether nothing was learned, so that all that is expected comes from the table. */
  get isEmpty(): boolean {
    return this.samples.size === 0;
  }

  /** A copy that can learn without a change of this one. */
  copy(): LearnedDurations {
    return new LearnedDurations(this.samples);
  }

  add(type: string, action: ResourceAction, seconds: number): void {
    const key = `${type} ${action}`;
    const known = this.samples.get(key) ?? [];
    // Deleted first, so that the oldest entry is the one that was not seen for the longest time.
    this.samples.delete(key);
    this.samples.set(key, [...known, seconds].slice(-maxSamples));
    const [oldest] = this.samples.keys();
    if (this.samples.size > maxKinds) this.samples.delete(oldest);
    this.scale = undefined;
  }

  /** Seconds that an action is expected to take. */
  expected(type: string, action: ResourceAction): number {
    const known = this.samples.get(`${type} ${action}`);
    return known
      ? mean(known)
      : typicalSeconds(type, action) * this.comparedWithTable();
  }

  /** Seconds that an action usually takes, from and to. */
  usual(type: string, action: ResourceAction): [from: number, to: number] {
    const known = this.samples.get(`${type} ${action}`) ?? [];
    const expected = this.expected(type, action);
    return [
      Math.min(expected * 0.85, ...known),
      Math.max(expected * 1.15, ...known),
    ];
  }

  /** All that was learned, as plain data. */
  entries(): [string, readonly number[]][] {
    return [...this.samples];
  }

  /** How much longer actions take than in the table; local AWS divides all durations by its speed. */
  private comparedWithTable(): number {
    if (this.scale === undefined) {
      let actual = 0;
      let typical = 0;
      for (const [key, seconds] of this.samples) {
        const [type, action] = key.split(' ');
        actual += mean(seconds);
        typical += typicalSeconds(type, action as ResourceAction);
      }
      this.scale = typical > 0 ? actual / typical : 1;
    }
    return this.scale;
  }
}
