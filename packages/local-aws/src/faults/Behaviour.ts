import type { ResourceFault, ResourceOperation } from './ResourceFault';
import type { FaultedCall } from './FaultedCall';
import type { AwsError } from '../Service';

/** What becomes of a call. */
export type CallEffect =
  | { readonly kind: 'refuse'; readonly error: AwsError }
  | { readonly kind: 'drop' }
  /** Real seconds. */
  | { readonly kind: 'wait'; readonly seconds: number }
  | { readonly kind: 'go-away'; readonly seconds: number };

/** What one fault does. Each method says what it would do to its subject, undefined when the fault is not concerned with it. */
export interface Behaviour {
  /** Whether calls are struck before, which is the default, or after their effect. */
  readonly when?: 'before' | 'after';
  /** It may also take its time, or throw what is to be answered. */
  onCall?(
    call: FaultedCall,
  ): CallEffect | undefined | Promise<CallEffect | undefined>;
  onResource?(work: ResourceOperation): ResourceFault | undefined;
  /** Whether a version of a database or cache is no longer on offer. */
  withdraws?(engine: string, version: string): boolean;
  /** Strikes by itself when it comes into force. */
  readonly byItself?: CallEffect;
}
