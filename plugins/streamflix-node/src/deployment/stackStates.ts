/** What a stack's status lets a deployment do. */
export type Permission =
  | { permits: 'create' | 'update' }
  /** The remains of a creation that failed: nothing ever ran in them, and they can only be deleted. */
  | { permits: 'clear' }
  /** A change failed and could not be undone: its rollback is continued before anything else. */
  | { permits: 'continue-rollback' }
  | { permits: 'nothing'; because: string };

/** Statuses at rest from which a stack cannot simply be updated. */
const states: Record<string, Permission> = {
  REVIEW_IN_PROGRESS: { permits: 'create' },
  ROLLBACK_COMPLETE: { permits: 'clear' },
  ROLLBACK_FAILED: { permits: 'clear' },
  CREATE_FAILED: { permits: 'clear' },
  UPDATE_ROLLBACK_FAILED: { permits: 'continue-rollback' },
  DELETE_FAILED: {
    permits: 'nothing',
    because:
      'its destruction failed half way. Destroy it again, then create it anew.',
  },
  DELETE_COMPLETE: { permits: 'create' },
};

/** The operation that a status says is in flight, in words. */
const inFlight: readonly (readonly [RegExp, string])[] = [
  [/^CREATE_IN_PROGRESS$/, 'is being created'],
  [/^DELETE_IN_PROGRESS$/, 'is being destroyed'],
  [/ROLLBACK.*_IN_PROGRESS$/, 'is being rolled back'],
  [/_IN_PROGRESS$/, 'is being changed'],
];

/** What is happening to a stack with this status, such as "is being created"; undefined when it rests. */
export function movement(status: string): string | undefined {
  return status === 'REVIEW_IN_PROGRESS'
    ? undefined
    : inFlight.find(([pattern]) => pattern.test(status))?.[1];
}

/** Whether a deployment may begin, by the status of a stack at rest; undefined is no stack. */
export function permission(status: string | undefined): Permission {
  if (status === undefined) return { permits: 'create' };
  return states[status] ?? { permits: 'update' };
}
