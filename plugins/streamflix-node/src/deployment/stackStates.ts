/** What a stack's status lets a deployment do. */
export type Permission =
  | { permits: 'create' | 'update' }
  /** The remains of a creation that failed: they hold nothing and can only be deleted. */
  | { permits: 'clear' }
  | { permits: 'nothing'; because: string };

const refuse = (because: string): Permission => ({
  permits: 'nothing',
  because,
});

/** Statuses at rest from which a stack cannot simply be updated. */
const states: Record<string, Permission> = {
  REVIEW_IN_PROGRESS: { permits: 'create' },
  ROLLBACK_COMPLETE: { permits: 'clear' },
  ROLLBACK_FAILED: refuse(
    'its creation failed and could not be undone completely. Destroy it, then create it again.',
  ),
  CREATE_FAILED: refuse(
    'its creation failed and was not undone. Destroy it, then create it again.',
  ),
  DELETE_FAILED: refuse(
    'its destruction failed half way. Destroy it again, then create it anew.',
  ),
  UPDATE_ROLLBACK_FAILED: refuse(
    'its last change failed and could not be undone. Continue the rollback in CloudFormation, or destroy it.',
  ),
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

/** Whether a deployment may begin, by the stack's status; undefined is no stack. */
export function permission(status: string | undefined): Permission {
  if (status === undefined) return { permits: 'create' };
  return states[status] ?? { permits: 'update' };
}
