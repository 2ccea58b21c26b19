/** What a deployment can do, given the stack's status. */
export type NextStep =
  | { step: 'create' | 'update' }
  /** The failed stack of an earlier creation: it never completed, and can only be deleted. */
  | { step: 'clear' }
  /** An update failed and could not be rolled back: its rollback is continued first. */
  | { step: 'continue-rollback' }
  | { step: 'nothing'; because: string };

/** Terminal statuses from which a stack cannot simply be updated. */
const states: Record<string, NextStep> = {
  REVIEW_IN_PROGRESS: { step: 'create' },
  ROLLBACK_COMPLETE: { step: 'clear' },
  ROLLBACK_FAILED: { step: 'clear' },
  CREATE_FAILED: { step: 'clear' },
  UPDATE_ROLLBACK_FAILED: { step: 'continue-rollback' },
  DELETE_FAILED: {
    step: 'nothing',
    because:
      'its destruction failed half way. Destroy it again, then create it again.',
  },
  DELETE_COMPLETE: { step: 'create' },
};

/** Describes the operation in progress for each status. */
const inFlight: readonly (readonly [RegExp, string])[] = [
  [/^CREATE_IN_PROGRESS$/, 'is being created'],
  [/^DELETE_IN_PROGRESS$/, 'is being destroyed'],
  [/ROLLBACK.*_IN_PROGRESS$/, 'is being rolled back'],
  [/_IN_PROGRESS$/, 'is being changed'],
];

/** The operation in progress on a stack with this status, such as "is being created"; undefined when it is idle. */
export function operationInProgress(status: string): string | undefined {
  return status === 'REVIEW_IN_PROGRESS'
    ? undefined
    : inFlight.find(([pattern]) => pattern.test(status))?.[1];
}

/** What a deployment does first, given the terminal status of the stack; undefined means no stack. */
export function nextStep(status: string | undefined): NextStep {
  if (status === undefined) return { step: 'create' };
  return states[status] ?? { step: 'update' };
}
