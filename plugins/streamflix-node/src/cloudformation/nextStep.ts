/** What a stack's status lets a deployment do. */
export type NextStep =
  | { step: 'create' | 'update' }
  /** The remains of a creation that failed: nothing ever ran in them, and they can only be deleted. */
  | { step: 'clear' }
  /** A change failed and could not be undone: its rollback is continued before anything else. */
  | { step: 'continue-rollback' }
  | { step: 'nothing'; because: string };

/** Statuses at rest from which a stack cannot simply be updated. */
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

/** The operation that a status says is in flight, in words. */
const inFlight: readonly (readonly [RegExp, string])[] = [
  [/^CREATE_IN_PROGRESS$/, 'is being created'],
  [/^DELETE_IN_PROGRESS$/, 'is being destroyed'],
  [/ROLLBACK.*_IN_PROGRESS$/, 'is being rolled back'],
  [/_IN_PROGRESS$/, 'is being changed'],
];

/** What is happening to a stack with this status, such as "is being created"; undefined when it rests. */
export function operationInProgress(status: string): string | undefined {
  return status === 'REVIEW_IN_PROGRESS'
    ? undefined
    : inFlight.find(([pattern]) => pattern.test(status))?.[1];
}

/** Whether a deployment may begin, by the status of a stack at rest; undefined is no stack. */
export function nextStep(status: string | undefined): NextStep {
  if (status === undefined) return { step: 'create' };
  return states[status] ?? { step: 'update' };
}
