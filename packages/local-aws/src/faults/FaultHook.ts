import type { Call } from '../protocols/Service';
import type { FaultedCall } from './FaultedCall';
import type { ResourceFaults } from './ResourceFault';

/**
 * A fault defined in code, for tests in the same process.
 *
 * @public
 */
export interface FaultHook extends Partial<ResourceFaults> {
  readonly id?: string;
  /**
   * Runs before an operation. It may throw the error response (an `AwsError` with AWS's message, anything else as an internal
   * failure), or delay the call by awaiting.
   */
  beforeCall?(
    service: string,
    operation: string,
    call: Call & Pick<FaultedCall, 'stack'>,
  ): void | Promise<void>;
}
