import type { ActionServices } from '../ActionServices';
import { endedBadly } from './lastingEnding';
import type { Task } from './Task';

/**
 * Tells the progress of an operation in the task's log, each line once: a task that is taken up again hears of its operation from
 * the beginning, and what the killed backend had told is in the log already. No two lines of an operation are the same.
 *
 * @param options.isResumed - an earlier run may have told some of it
 */
export async function tellProgress(
  { tasks }: Pick<ActionServices, 'tasks'>,
  ctx: Task,
  { isResumed }: { isResumed: boolean },
): Promise<(progress: { line: string }) => void> {
  let lines: string[] = [];
  if (isResumed && tasks) {
    try {
      lines = await tasks.lines(ctx.task.id);
    } catch (error) {
      ctx.logger.debug(`What was told before could not be read: ${error}`);
    }
  }
  const begun = lines.findLastIndex(line => line.endsWith(endedBadly)) + 1;
  const told = new Set(lines.slice(begun));
  return ({ line }) => {
    if (!told.has(line)) ctx.logger.info(line);
  };
}
