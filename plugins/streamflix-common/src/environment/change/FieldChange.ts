import type { EnvironmentSpec } from '../EnvironmentSpec';

/**
 * What a change of a value does to an environment that exists:
 *
 * - `identifies`: another value is another environment.
 * - `in place`: nothing is replaced that holds data, nor anything that users address.
 * - `parts`: parts without data are added, removed or replaced.
 * - `data`: a store may be removed or replaced with what it holds; the plan names it, and asks.
 * - `limits`: in place, in one direction or within limits; anything else is refused.
 * - `never`: refused.
 *
 * @public
 */
export type ChangeKind =
  | 'identifies'
  | 'in place'
  | 'parts'
  | 'data'
  | 'limits'
  | 'never';

/**
 * A part of an environment whose state decides whether AWS accepts a change.
 *
 * @public
 */
export type ChangedStore = 'database' | 'cache' | 'stream';

/**
 * What may change of one value of the request.
 *
 * @public
 */
export interface FieldChange {
  kind: ChangeKind;
  /** What happens, or what is refused; one line. */
  rule: string;
  /** Page of AWS, the public report, or the registry schema; `platform` for a choice that only the platform makes. */
  source: string;
  mark: 'documented' | 'reported' | 'assumed' | 'platform';
  /** The store that AWS modifies for it: see `storeStates`. */
  store?: ChangedStore;
  /** States of the store in which AWS refuses this change, in addition to those in which it refuses every change. */
  refusedIn?: readonly string[];
  /** How often AWS accepts the change in 24 hours. */
  perDay?: number;
  /** Least and greatest value after `from`, which may always stay; for numbers with limits. */
  between?(from: number): { least: number; most: number };
  /** Why a change is refused: what is wrong and what is valid; undefined when there is no problem. */
  check?(running: EnvironmentSpec, next: EnvironmentSpec): string | undefined;
}

/**
 * In which states AWS refuses every change of a store.
 *
 * @public
 */
export interface StoreStates {
  refusedIn: readonly string[];
  source: string;
  mark: 'documented' | 'reported' | 'assumed';
}
