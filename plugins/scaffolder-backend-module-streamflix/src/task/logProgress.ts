import type { ActionServices } from './ActionServices';
import { anotherAttempt } from './checkpointedOutcome';
import type { Task } from './Task';

/**
 * Logs the progress of an operation in the task's log, each line once: a resumed task follows its operation from the start, and
 * the log already has the lines of the killed backend. No two lines of an operation are the same.
 *
 * @param options.isResumed - an earlier run may have logged some of it
 */
export async function logProgress(
  { taskLog }: Pick<ActionServices, 'taskLog'>,
  ctx: Task,
  { isResumed }: { isResumed: boolean },
): Promise<(progress: { line: string }) => void> {
  let lines: string[] = [];
  if (isResumed && taskLog) {
    try {
      lines = await taskLog.lines(ctx.task.id);
    } catch (error) {
      ctx.logger.debug(`What was logged before could not be read: ${error}`);
    }
  }
  const start = lines.findLastIndex(line => line.endsWith(anotherAttempt)) + 1;
  const logged = new Set(lines.slice(start));
  return ({ line }) => {
    if (!logged.has(line)) ctx.logger.info(line);
  };
}
