import type { Call } from './Service';

/** What may go wrong on purpose. */
export interface Faults {
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
