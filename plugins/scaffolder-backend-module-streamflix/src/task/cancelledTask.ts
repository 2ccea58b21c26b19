import type { Task } from './Task';

/**
 * Secret of a task that was cancelled before its backend died, and that is run again for its end alone: Backstage forgets a
 * cancellation when it runs a task again.
 */
export const cancelledSecret = 'streamflixCancelled';

/** Its value, which Backstage keeps out of the task's log: it must be no word that stands there. */
export const wasCancelled = 'streamflix:cancelled-before';

/** The same task, cancelled from the start when it was cancelled in an earlier life. */
export function withCancellation<T extends Pick<Task, 'signal' | 'secrets'>>(
  ctx: T,
): T {
  if (!ctx.secrets || !(cancelledSecret in ctx.secrets)) return ctx;
  return { ...ctx, signal: AbortSignal.abort() };
}
