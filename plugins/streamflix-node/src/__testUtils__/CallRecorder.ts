import type { Call, FaultHook } from '@streamflix/local-aws';

/** Faults that a test switches on and off, and a record of what was asked of AWS. */
export class CallRecorder implements FaultHook {
  /** Such as `ecs:DescribeServices`, in order. */
  calls: string[] = [];
  /** Throws for calls that are to fail. */
  fault: (operation: string, call: Call) => void = () => {};

  readonly beforeCall = (service: string, operation: string, call: Call) => {
    this.calls.push(`${service}:${operation}`);
    this.fault(operation, call);
  };

  /** How often each operation was asked for. */
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
