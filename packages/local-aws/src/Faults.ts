import type { ResourceFaults } from './cloudformation/ResourceFaults';
import type { Call } from './Service';

/** What may go wrong on purpose: with calls, and with single resources of stacks. */
export interface Faults extends Partial<ResourceFaults> {
  /**
   * Runs before an operation. What it throws is the answer (an `AwsError` as AWS would word it, anything else as an internal failure); what it
   * awaits is how long the call takes.
   */
  beforeCall?(
    service: string,
    operation: string,
    call: Call,
  ): void | Promise<void>;
}
