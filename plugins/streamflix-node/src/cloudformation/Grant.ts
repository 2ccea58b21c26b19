import type {
  EnvironmentFacts,
  EnvironmentRef,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { ObservedStack } from './ObservedStack';

/**
 * Who requests an effect.
 *
 * @public
 */
export interface Requester {
  /** Entity reference of the user; in the terminal, ARN of the AWS caller. */
  id: string;
  /** Entity references that own entities for the user; undefined in the terminal, where only AWS decides. */
  ownershipRefs?: readonly string[];
}

/**
 * The action of an effect, as in the permissions.
 *
 * @public
 */
export type GrantedAction = 'create' | 'update' | 'delete';

/**
 * The effect that is granted, and the state of AWS it was granted for.
 *
 * @public
 */
export interface GrantedEffect {
  action: GrantedAction;
  ref: EnvironmentRef;
  /** Id of the operation it belongs to. */
  operation: string;
  /** The stack as AWS described it; undefined when it did not exist. */
  stack?: ObservedStack;
  /** The requested environment; undefined for a deletion. */
  requested?: EnvironmentFacts;
  /** ARN of the change set that may be executed. */
  changeSetArn?: string;
}

/** Milliseconds a grant is valid: enough for the effect to follow the decision. */
const lifetime = 60_000;

/**
 * Permission for one effect. Only authorizers issue grants, after they have checked permissions. The writer requires one for
 * every write, accepts each only once, and checks it against AWS immediately before the effect.
 *
 * @public
 */
export class Grant {
  readonly #issuedAt = Date.now();
  #isSpent = false;

  private constructor(
    readonly requester: Requester,
    readonly effect: Readonly<GrantedEffect>,
    /** Whether the requester may manage an environment that has no owner. */
    readonly coversMissingOwner: boolean,
  ) {}

  /** For authorizers; a lint rule forbids it elsewhere. */
  static issue(
    requester: Requester,
    effect: GrantedEffect,
    options: { coversMissingOwner: boolean },
  ): Grant {
    return new Grant(requester, { ...effect }, options.coversMissingOwner);
  }

  /**
   * Uses up the grant.
   *
   * @throws Error when it was not issued, was used before, is for another action, or is too old: a bug in this program
   */
  static spend(grant: Grant, ...actions: readonly GrantedAction[]): void {
    if (!(#isSpent in grant)) {
      throw new Error('This grant was not issued by an authorizer.');
    }
    if (grant.#isSpent) throw new Error('This grant was used before.');
    grant.#isSpent = true;
    if (!actions.includes(grant.effect.action)) {
      throw new Error(
        `A grant to ${grant.effect.action} cannot be used to ${actions.join(
          ' or ',
        )}.`,
      );
    }
    if (Date.now() - grant.#issuedAt > lifetime) {
      throw new Error('This grant is too old.');
    }
  }
}
