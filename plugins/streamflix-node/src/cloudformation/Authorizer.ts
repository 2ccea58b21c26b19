import type { Grant, GrantedEffect, Requester } from './Grant';

/**
 * Decides who may do what. Nothing it decides is remembered: it is asked again for every effect, with the state of AWS as it
 * was read for it. Following an operation needs no decision.
 */
export interface Authorizer {
  /**
   * Who asks.
   *
   * @throws AuthenticationError when that cannot be known, or a sign-in has expired
   */
  requester(): Promise<Requester>;

  /**
   * Grants one effect.
   *
   * @throws NotAllowedError with the reason for the user; AuthenticationError when the requester is not known, or no longer
   */
  authorize(effect: GrantedEffect): Promise<Grant>;
}
