import type { JsonObject } from '@backstage/types';
import { runOf, type Task } from './Task';

/** Marks the start of another attempt in a task's log: earlier lines do not belong to it. */
export const anotherAttempt = 'ended badly; this is another one.';

/**
 * Runs an effect that may have a bad outcome, so that repeating the step does what the user expects.
 *
 * A step is repeated for two reasons. After a crash of the backend, the effect may still be in progress, or its outcome saved but
 * not reported: the same attempt continues, or is reported. After a bad outcome, the user requested a retry: a new attempt
 * starts. The two differ in the run that saved the outcome.
 *
 * Checkpoints store only what was done, never a permission: each attempt is authorized again.
 *
 * @param options.effect - distinguishes this effect from others of the same step
 * @param options.isSuccess - whether the outcome needs no retry
 * @param options.run - the effect; attempts count from 1; `isResumed` when an earlier run of this attempt may have started it
 */
export async function checkpointedOutcome<Outcome extends JsonObject>(
  ctx: Task,
  options: {
    effect: string;
    isSuccess(outcome: Outcome): boolean;
    run(attempt: number, isResumed: boolean): Promise<Outcome>;
  },
): Promise<Outcome> {
  const { effect } = options;
  const thisRun = runOf(ctx);
  for (let attempt = 1; ; attempt++) {
    let isResumed = true;
    await ctx.checkpoint({
      key: `started.${effect}.${attempt}`,
      fn: async () => {
        isResumed = false;
        return { at: new Date().toISOString() };
      },
    });
    const { run, outcome } = await ctx.checkpoint({
      key: `outcome.${effect}.${attempt}`,
      fn: async () => ({
        run: thisRun,
        outcome: await options.run(attempt, isResumed),
      }),
    });
    if (options.isSuccess(outcome) || run === thisRun) return outcome;
    ctx.logger.info(`Attempt ${attempt} ${anotherAttempt}`);
  }
}
