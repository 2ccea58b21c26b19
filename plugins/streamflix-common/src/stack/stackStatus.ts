/**
 * Health. `healthOrder` lists the values from best to worst.
 *
 * @public
 */
export type Health =
  | 'healthy'
  | 'degraded'
  | 'failing'
  | 'deploying'
  | 'unknown'
  | 'absent';

/**
 * How to treat a component that has no output or does not exist in AWS: `expected` it should exist; `coming` it is being created;
 * `going` it is being deleted; `gone` nothing runs any more; `uncertain` the operation stopped half way.
 *
 * @public
 */
export type PartsPhase = 'expected' | 'coming' | 'going' | 'gone' | 'uncertain';

/**
 * What an operation in progress does.
 *
 * @public
 */
export type Activity = 'creating' | 'changing' | 'rolling back' | 'destroying';

/**
 * What a deployment does first: `clear` deletes the failed stack of a creation that never completed; `continue-rollback` finishes
 * the rollback of a failed update; `none` when the stack has to be deleted by the user.
 *
 * @public
 */
export type NextStep =
  | 'create'
  | 'update'
  | 'clear'
  | 'continue-rollback'
  | 'none';

/**
 * What a stack's status means for users.
 *
 * @public
 */
export interface StatusText {
  label: string;
  health: Health;
  /** Why it is not healthy, where the status is enough to know. */
  reason?: string;
}

/**
 * What a CloudFormation stack status means.
 *
 * @public
 */
export interface StackStatus extends StatusText {
  operation: 'review' | 'create' | 'update' | 'import' | 'delete';
  isFinished: boolean;
  isRollback: boolean;
  /** The operation itself is complete; CloudFormation deletes what it replaced. */
  isCleanup: boolean;
  /** Undefined until it is finished. */
  outcome?: 'succeeded' | 'rolled-back' | 'failed';
  /** Undefined when nothing is in progress, and for a stack that was only planned. */
  activity?: Activity;
  /** Whether the creation of the stack ever completed; the status of a deletion does not show it. */
  completed: 'yes' | 'no' | 'unknown';
  /** Once the stack is idle. */
  nextStep: NextStep;
  parts: PartsPhase;
  /** What differs when the operation was cancelled: CloudFormation has no separate status for that. */
  cancelled?: StatusText;
}

type Row = Pick<StackStatus, 'operation' | 'parts'> & Partial<StackStatus>;

const activities = {
  review: undefined,
  create: 'creating',
  update: 'changing',
  import: 'changing',
  delete: 'destroying',
} as const;

const completion = {
  review: 'no',
  create: 'no',
  update: 'yes',
  import: 'yes',
  delete: 'unknown',
} as const;

const inProgress = (label: string, row: Row): StackStatus => ({
  label,
  health: 'deploying',
  isFinished: false,
  isRollback: false,
  isCleanup: false,
  activity: row.isRollback ? 'rolling back' : activities[row.operation],
  completed: completion[row.operation],
  nextStep: 'update',
  ...row,
});

const finished = (
  outcome: NonNullable<StackStatus['outcome']>,
  label: string,
  row: Row,
): StackStatus => ({
  label,
  health: outcome === 'succeeded' ? 'healthy' : 'failing',
  isFinished: true,
  isRollback: false,
  isCleanup: false,
  outcome,
  completed: completion[row.operation],
  nextStep: 'update',
  ...row,
});

/** Every status a stack can have. Source: CloudFormation API reference, `StackStatus`. */
const statuses: Readonly<Record<string, StackStatus>> = {
  // A change set of type CREATE leaves such a stack behind until it is executed.
  REVIEW_IN_PROGRESS: inProgress('Planned, never deployed', {
    operation: 'review',
    health: 'absent',
    parts: 'gone',
    nextStep: 'create',
  }),
  CREATE_IN_PROGRESS: inProgress('Being created', {
    operation: 'create',
    parts: 'coming',
  }),
  CREATE_COMPLETE: finished('succeeded', 'Running', {
    operation: 'create',
    parts: 'expected',
    completed: 'yes',
  }),
  CREATE_FAILED: finished('failed', 'Creation failed', {
    operation: 'create',
    reason: 'The creation failed and was not undone.',
    parts: 'uncertain',
    nextStep: 'clear',
  }),
  ROLLBACK_IN_PROGRESS: inProgress('Creation failed, being undone', {
    operation: 'create',
    isRollback: true,
    reason: 'The creation failed; what was made is being removed.',
    parts: 'going',
  }),
  ROLLBACK_COMPLETE: finished('rolled-back', 'Creation failed and was undone', {
    operation: 'create',
    isRollback: true,
    reason: 'The creation failed and was undone; nothing runs.',
    parts: 'gone',
    nextStep: 'clear',
  }),
  ROLLBACK_FAILED: finished('failed', 'Creation failed, undoing failed too', {
    operation: 'create',
    isRollback: true,
    reason:
      'The creation failed and could not be undone; some of its resources are left.',
    parts: 'uncertain',
    nextStep: 'clear',
  }),
  UPDATE_IN_PROGRESS: inProgress('Being changed', {
    operation: 'update',
    parts: 'coming',
  }),
  UPDATE_COMPLETE_CLEANUP_IN_PROGRESS: inProgress('Changed, being cleaned up', {
    operation: 'update',
    isCleanup: true,
    parts: 'expected',
  }),
  UPDATE_COMPLETE: finished('succeeded', 'Running', {
    operation: 'update',
    parts: 'expected',
  }),
  UPDATE_FAILED: finished('failed', 'Change failed', {
    operation: 'update',
    reason: 'The last change failed and was not undone.',
    parts: 'uncertain',
  }),
  UPDATE_ROLLBACK_IN_PROGRESS: inProgress('Change failed, being undone', {
    operation: 'update',
    isRollback: true,
    reason: 'The last change failed and is being undone.',
    parts: 'uncertain',
    cancelled: {
      label: 'Change cancelled, being undone',
      health: 'deploying',
      reason: 'The last change was cancelled and is being undone.',
    },
  }),
  UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS: inProgress(
    'Change undone, being cleaned up',
    {
      operation: 'update',
      isRollback: true,
      isCleanup: true,
      reason: 'The last change failed and was undone.',
      parts: 'expected',
      cancelled: {
        label: 'Change cancelled and undone, being cleaned up',
        health: 'deploying',
        reason: 'The last change was cancelled and undone.',
      },
    },
  ),
  UPDATE_ROLLBACK_COMPLETE: finished(
    'rolled-back',
    'Running as before the last change',
    {
      operation: 'update',
      isRollback: true,
      health: 'degraded',
      reason:
        'The last change failed and was undone; what ran before it runs on.',
      parts: 'expected',
      // The environment is unchanged, as the user requested: nothing is wrong.
      cancelled: {
        label: 'Running; the last change was cancelled and undone',
        health: 'healthy',
      },
    },
  ),
  UPDATE_ROLLBACK_FAILED: finished(
    'failed',
    'Change failed, undoing failed too',
    {
      operation: 'update',
      isRollback: true,
      reason:
        'The last change failed and could not be undone; CloudFormation waits for ContinueUpdateRollback.',
      parts: 'uncertain',
      nextStep: 'continue-rollback',
      cancelled: {
        label: 'Change cancelled, undoing failed',
        health: 'failing',
        reason:
          'The last change was cancelled and could not be undone; CloudFormation waits for ContinueUpdateRollback.',
      },
    },
  ),
  DELETE_IN_PROGRESS: inProgress('Being destroyed', {
    operation: 'delete',
    parts: 'going',
    cancelled: {
      label: 'Creation cancelled, being deleted',
      health: 'deploying',
      reason: 'The creation was cancelled; what was made is being deleted.',
    },
  }),
  DELETE_FAILED: finished('failed', 'Destruction failed', {
    operation: 'delete',
    reason: 'The destruction failed; some resources are left.',
    parts: 'uncertain',
    nextStep: 'none',
    cancelled: {
      label: 'Creation cancelled, deletion failed',
      health: 'failing',
      reason:
        'The creation was cancelled, and not all that was made could be deleted.',
    },
  }),
  DELETE_COMPLETE: finished('succeeded', 'Destroyed', {
    operation: 'delete',
    health: 'absent',
    parts: 'gone',
    nextStep: 'create',
  }),
  IMPORT_IN_PROGRESS: inProgress('Taking in resources', {
    operation: 'import',
    parts: 'coming',
  }),
  IMPORT_COMPLETE: finished('succeeded', 'Running', {
    operation: 'import',
    parts: 'expected',
  }),
  IMPORT_ROLLBACK_IN_PROGRESS: inProgress('Import failed, being undone', {
    operation: 'import',
    isRollback: true,
    reason: 'The import of resources failed and is being undone.',
    parts: 'uncertain',
  }),
  IMPORT_ROLLBACK_COMPLETE: finished(
    'rolled-back',
    'Running as before the last change',
    {
      operation: 'import',
      isRollback: true,
      health: 'degraded',
      reason:
        'The last change failed and was undone; what ran before it runs on.',
      parts: 'expected',
    },
  ),
  IMPORT_ROLLBACK_FAILED: finished(
    'failed',
    'Import failed, undoing failed too',
    {
      operation: 'import',
      isRollback: true,
      reason: 'The import of resources failed and could not be undone.',
      parts: 'uncertain',
    },
  ),
};

/** For a status that AWS has added since: an existing environment, so that it is treated with the most care. */
const unknownStatus = (status: string): StackStatus => ({
  ...finished('failed', status, { operation: 'update', parts: 'uncertain' }),
  health: 'unknown',
  reason: `CloudFormation reports ${status}, which is no state known here.`,
  isFinished: !status.endsWith('_IN_PROGRESS'),
  activity: status.endsWith('_IN_PROGRESS') ? 'changing' : undefined,
});

/**
 * Looks up what a stack status means.
 *
 * @param isCancelled - whether the stack's last operation was cancelled
 * @public
 */
export function stackStatus(status: string, isCancelled = false): StackStatus {
  const known = Object.hasOwn(statuses, status)
    ? statuses[status]
    : unknownStatus(status);
  return isCancelled && known.cancelled
    ? { ...known, reason: undefined, ...known.cancelled }
    : known;
}
