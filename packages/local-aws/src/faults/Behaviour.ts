import type { ResourceFault, ResourceOperation } from './ResourceFault';
import type { FaultedCall } from './FaultedCall';
import type { AwsError } from '../protocols/Service';

export type CallEffect =
  | { readonly kind: 'refuse'; readonly error: AwsError }
  | { readonly kind: 'drop' }
  /** Real seconds. */
  | { readonly kind: 'wait'; readonly seconds: number }
  | { readonly kind: 'go-away'; readonly seconds: number };

/** The effects of one fault. Each method returns the effect on its subject, or undefined when the fault does not apply to it. */
export interface Behaviour {
  /** Whether calls are struck before (the default) or after they take effect. */
  readonly when?: 'before' | 'after';
  /** May also delay the call, or throw the error to respond with. */
  onCall?(
    call: FaultedCall,
  ): CallEffect | undefined | Promise<CallEffect | undefined>;
  onResource?(work: ResourceOperation): ResourceFault | undefined;
  /** Whether a version of a database or cache is no longer on offer. */
  withdraws?(engine: string, version: string): boolean;
  /** Whether a VPC link had no traffic for long. */
  idles?(name: string): boolean;
  /** Takes effect without a call when the fault becomes active. */
  readonly byItself?: CallEffect;
}
