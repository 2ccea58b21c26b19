import type { Call } from '../Service';
import type { FaultedCall } from './FaultedCall';
import type { ResourceFaults } from './ResourceFault';

/** A fault that is code, for tests in the same process: it sees everything and decides for itself. */
export interface FaultHook extends Partial<ResourceFaults> {
  readonly id?: string;
  /**
   * Runs before an operation. What it throws is the answer (an `AwsError` as AWS would word it, anything else as an internal failure); what it
   * awaits is how long the call takes.
   */
  beforeCall?(
    service: string,
    operation: string,
    call: Call & Pick<FaultedCall, 'stack'>,
  ): void | Promise<void>;
}
