import type { PolicyStatement } from './PolicyStatement';

/**
 * An access that has been evaluated.
 *
 * @public
 */
export interface Access {
  /** `service:Name`. */
  readonly action: string;
  /** ARN, or `*` for an action that supports no resource. */
  readonly resource: string;
  /** Statements of the identity's policies that apply, of either effect; none when the access is refused for lack of one. */
  readonly statements: readonly PolicyStatement[];
}
