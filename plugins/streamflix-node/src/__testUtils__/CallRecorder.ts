import type { Call, FaultHook } from '@streamflix/local-aws';

/** Faults that a test switches on and off, and a record of the calls AWS received. */
export class CallRecorder implements FaultHook {
  /** Such as `ecs:DescribeServices`, in order. */
  calls: string[] = [];
  /** Throws for calls that must fail; what it awaits happens before the call. */
  fault: (operation: string, call: Call) => void | Promise<void> = () => {};

  readonly beforeCall = (service: string, operation: string, call: Call) => {
    this.calls.push(`${service}:${operation}`);
    return this.fault(operation, call);
  };

  /** The calls that change something. */
  writes(): string[] {
    return this.calls.filter(
      call => !/:(Describe|List|Get|Head|BatchGet)/.test(call),
    );
  }

  /** How often each operation was called. */
  counts(): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const call of this.calls) counts[call] = (counts[call] ?? 0) + 1;
    return counts;
  }

  reset(): void {
    this.calls = [];
    this.fault = () => {};
  }
}
