/** One piece of work on one resource, as it begins. */
export interface ResourceOperation {
  readonly region: string;
  readonly stackName: string;
  readonly logicalId: string;
  readonly type: string;
  readonly operation: 'create' | 'update' | 'delete';
  /** Whether the stack is on its way back. */
  readonly isRollback: boolean;
}

export type ResourceFault =
  /** Ends the work with this `ResourceStatusReason`. */
  | {
      readonly kind: 'fail';
      readonly reason: string;
      /** Simulated seconds until it fails; half the resource's usual time when missing. */
      readonly afterSeconds?: number;
    }
  /** The work never ends by itself. The reason is what the resource's own service says meanwhile. */
  | { readonly kind: 'stall'; readonly reason?: string };

/** Asked once at the beginning of every piece of work; undefined lets it run as usual. */
export interface ResourceFaults {
  onResource(operation: ResourceOperation): ResourceFault | undefined;
}

/** A fault and when it strikes. Patterns may hold `*`; what is missing matches everything. */
export interface ResourceFaultRule {
  readonly stackName?: string;
  readonly logicalId?: string;
  readonly type?: string;
  readonly operation: ResourceOperation['operation'];
  readonly isRollback?: boolean;
  /** Which tries fail, counted from 1 per stack name and resource; all of them when missing. */
  readonly attempts?: readonly number[];
  readonly fault: ResourceFault;
}

const matches = (pattern: string | undefined, text: string): boolean =>
  pattern === undefined ||
  new RegExp(
    `^${pattern
      .split('*')
      .map(part => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
      .join('.*')}$`,
  ).test(text);

/** Faults from a list of rules, of which the first that matches counts. */
export function faultsFromRules(
  rules: readonly ResourceFaultRule[],
): ResourceFaults {
  const tries = new Map<string, number>();
  return {
    onResource(operation) {
      const rule = rules.find(
        candidate =>
          candidate.operation === operation.operation &&
          (candidate.isRollback === undefined ||
            candidate.isRollback === operation.isRollback) &&
          matches(candidate.stackName, operation.stackName) &&
          matches(candidate.logicalId, operation.logicalId) &&
          matches(candidate.type, operation.type),
      );
      if (!rule) return undefined;
      const key = [
        rules.indexOf(rule),
        operation.region,
        operation.stackName,
        operation.logicalId,
      ].join(' ');
      const attempt = (tries.get(key) ?? 0) + 1;
      tries.set(key, attempt);
      return rule.attempts === undefined || rule.attempts.includes(attempt)
        ? rule.fault
        : undefined;
    },
  };
}
