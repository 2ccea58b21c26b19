import type { Health } from './EnvironmentStatus';
import type { Progress } from './StackSnapshot';

/**
 * How to treat a component that has no output or does not exist in AWS: `expected` it should exist; `coming` it is being created;
 * `going` it is being deleted; `gone` nothing runs any more; `uncertain` the operation stopped half way.
 */
export type PartsPhase = 'expected' | 'coming' | 'going' | 'gone' | 'uncertain';

export interface StackState {
  health: Health;
  /** Text of the state. */
  words: string;
  /** Why it is not healthy, where the status is enough to know. */
  reason?: string;
  parts: PartsPhase;
  /** Set while an operation is in progress. */
  operation?: Progress['operation'];
}

const running: StackState = {
  health: 'healthy',
  words: 'Running',
  parts: 'expected',
};

const changeUndone: StackState = {
  health: 'degraded',
  words: 'Running as before the last change',
  reason: 'The last change failed and was undone; what ran before it runs on.',
  parts: 'expected',
};

const moving = (
  operation: Progress['operation'],
  words: string,
  parts: PartsPhase,
  reason?: string,
): StackState => ({ health: 'deploying', words, parts, operation, reason });

const failed = (words: string, reason: string): StackState => ({
  health: 'failing',
  words,
  reason,
  parts: 'uncertain',
});

const absent = (words: string): StackState => ({
  health: 'absent',
  words,
  parts: 'gone',
});

/** Every status a stack can have. Source: CloudFormation API reference, `StackStatus`. */
const states: Record<string, StackState> = {
  CREATE_IN_PROGRESS: moving('creating', 'Being created', 'coming'),
  CREATE_COMPLETE: running,
  CREATE_FAILED: failed(
    'Creation failed',
    'The creation failed and was not undone.',
  ),
  ROLLBACK_IN_PROGRESS: moving(
    'rolling back',
    'Creation failed, being undone',
    'going',
    'The creation failed; what was made is being removed.',
  ),
  ROLLBACK_COMPLETE: {
    health: 'failing',
    words: 'Creation failed and was undone',
    reason:
      'The creation failed and was undone; nothing runs. Such a stack can only be destroyed.',
    parts: 'gone',
  },
  ROLLBACK_FAILED: failed(
    'Creation failed, undoing failed too',
    'The creation failed and could not be undone; some of its resources are left.',
  ),
  UPDATE_IN_PROGRESS: moving('changing', 'Being changed', 'coming'),
  // The update itself is complete; CloudFormation deletes the replaced resources.
  UPDATE_COMPLETE_CLEANUP_IN_PROGRESS: moving(
    'changing',
    'Changed, being cleaned up',
    'expected',
  ),
  UPDATE_COMPLETE: running,
  UPDATE_FAILED: failed(
    'Change failed',
    'The last change failed and was not undone.',
  ),
  UPDATE_ROLLBACK_IN_PROGRESS: moving(
    'rolling back',
    'Change failed, being undone',
    'uncertain',
    'The last change failed and is being undone.',
  ),
  UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS: moving(
    'rolling back',
    'Change undone, being cleaned up',
    'expected',
    'The last change failed and was undone.',
  ),
  UPDATE_ROLLBACK_COMPLETE: changeUndone,
  UPDATE_ROLLBACK_FAILED: failed(
    'Change failed, undoing failed too',
    'The last change failed and could not be undone; CloudFormation waits for ContinueUpdateRollback.',
  ),
  DELETE_IN_PROGRESS: moving('destroying', 'Being destroyed', 'going'),
  DELETE_FAILED: failed(
    'Destruction failed',
    'The destruction failed; some resources are left.',
  ),
  DELETE_COMPLETE: absent('Destroyed'),
  // A change set of type CREATE leaves such a stack behind until it is executed.
  REVIEW_IN_PROGRESS: absent('Planned, never deployed'),
  IMPORT_IN_PROGRESS: moving('changing', 'Taking in resources', 'coming'),
  IMPORT_COMPLETE: running,
  IMPORT_ROLLBACK_IN_PROGRESS: moving(
    'rolling back',
    'Import failed, being undone',
    'uncertain',
    'The import of resources failed and is being undone.',
  ),
  IMPORT_ROLLBACK_COMPLETE: changeUndone,
  IMPORT_ROLLBACK_FAILED: failed(
    'Import failed, undoing failed too',
    'The import of resources failed and could not be undone.',
  ),
};

/** The same after the operation was cancelled: CloudFormation has no separate status for that. */
const cancelled: Record<string, StackState> = {
  UPDATE_ROLLBACK_IN_PROGRESS: moving(
    'rolling back',
    'Change cancelled, being undone',
    'uncertain',
    'The last change was cancelled and is being undone.',
  ),
  UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS: moving(
    'rolling back',
    'Change cancelled and undone, being cleaned up',
    'expected',
    'The last change was cancelled and undone.',
  ),
  // The environment is unchanged, as the user requested: nothing is wrong.
  UPDATE_ROLLBACK_COMPLETE: {
    ...running,
    words: 'Running; the last change was cancelled and undone',
  },
  UPDATE_ROLLBACK_FAILED: failed(
    'Change cancelled, undoing failed',
    'The last change was cancelled and could not be undone; CloudFormation waits for ContinueUpdateRollback.',
  ),
  DELETE_IN_PROGRESS: moving(
    'destroying',
    'Creation cancelled, being deleted',
    'going',
    'The creation was cancelled; what was made is being deleted.',
  ),
  DELETE_FAILED: failed(
    'Creation cancelled, deletion failed',
    'The creation was cancelled, and not all that was made could be deleted.',
  ),
};

/**
 * Describes a stack status for the user.
 *
 * @param isCancelled - whether the stack's last operation was cancelled
 */
export const stackState = (status: string, isCancelled = false): StackState =>
  (isCancelled ? cancelled[status] : undefined) ??
  states[status] ?? {
    health: 'unknown',
    words: status,
    reason: `CloudFormation says ${status}, which is no state known here.`,
    parts: 'uncertain',
  };
