import type { ProtocolName } from '../protocols/Protocol';
import type { Call } from '../Service';

/** A call that is about to take effect, or just has. */
export interface FaultedCall extends Call {
  /** Signing name. */
  readonly service: string;
  readonly operation: string;
  readonly protocol: ProtocolName;
  /** Name of the stack it is about, when it says so. */
  readonly stack?: string;
  /** ARN of the caller. */
  readonly principal: string;
  /** Whether it was made with credentials that a session token belongs to. */
  readonly isTemporary: boolean;
  /** Simulated second in which its access key was issued or first used. */
  readonly keyKnownSince: number;
}
