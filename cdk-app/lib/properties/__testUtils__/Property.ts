import type { Trial } from './Trial';

/** A statement about every valid environment. */
export interface Property {
  /** What a user would agree with. */
  readonly sentence: string;
  /** What contradicts it, each in a few words with the resource it is about; none when it holds. */
  violations(trial: Trial): string[];
}
