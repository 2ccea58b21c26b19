import type { Trial } from './Trial';

/** A property of every valid environment. */
export interface Property {
  /** Description from the user's point of view. */
  readonly title: string;
  /** Short descriptions of the violations, each with its resource; none when it holds. */
  violations(trial: Trial): string[];
}
