import type { FaultHook, ResourceFaults } from '@streamflix/local-aws';

type BeforeCall = Parameters<NonNullable<FaultHook['beforeCall']>>[2];

/** Faults that a test can enable, and a record of the calls to AWS. */
export class CallRecorder implements FaultHook {
  /** Operations, such as `DescribeServices`, in order. */
  calls: string[] = [];
  /** Throws for calls that should fail. */
  fault: (operation: string, call: BeforeCall) => void = () => {};

  /** Logical ids of resources that never become ready. */
  stalled: string[] = [];

  readonly onResource: ResourceFaults['onResource'] = ({
    logicalId,
    operation,
  }) =>
    operation === 'create' && this.stalled.includes(logicalId)
      ? { kind: 'stall' }
      : undefined;

  readonly beforeCall = (_: string, operation: string, call: BeforeCall) => {
    this.calls.push(operation);
    this.fault(operation, call);
  };

  count(operation: string): number {
    return this.calls.filter(each => each === operation).length;
  }

  reset(): void {
    this.calls = [];
    this.stalled = [];
    this.fault = () => {};
  }
}
