import type { ProtocolName } from '../protocols/Protocol';
import type { Call } from '../protocols/Service';

/**
 * A call before or after it takes effect.
 *
 * @public
 */
export interface FaultedCall extends Call {
  /** Signing name. */
  readonly service: string;
  readonly operation: string;
  readonly protocol: ProtocolName;
  /** Name of the stack the call refers to, if any. */
  readonly stack?: string;
  /** ARN of the caller. */
  readonly principal: string;
  /** Whether the call was signed with temporary credentials, which have a session token. */
  readonly isTemporary: boolean;
  /** Simulated second in which its access key was issued or first used. */
  readonly keyKnownSince: number;
}
