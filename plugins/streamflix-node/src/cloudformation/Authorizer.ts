import type { Grant, GrantedEffect, Requester } from './Grant';

/**
 * Decides what a requester may do. Decisions are not cached: each effect needs a new one, with the state of AWS read for it.
 * Following an operation needs no decision.
 *
 * @public
 */
export interface Authorizer {
  /**
   * Identifies the requester.
   *
   * @throws AuthenticationError when the requester is unknown, or the sign-in has expired
   */
  requester(): Promise<Requester>;

  /**
   * Grants one effect.
   *
   * @throws NotAllowedError with the reason for the user; AuthenticationError when the requester is unknown, or the sign-in has
   *   expired
   */
  authorize(effect: GrantedEffect): Promise<Grant>;
}
