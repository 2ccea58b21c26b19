import type { JsonObject } from '@backstage/types';
import { runOf, type Task } from './Task';

/** With this a task's log starts another attempt: what stands before it does not belong to this one. */
export const anotherAttempt = 'ended badly; this is another one.';

/**
 * Runs an effect that may end badly, so that running the step again does what the user means by it.
 *
 * A step runs again for two reasons that look alike. After the backend has died, the effect may still be in progress, or its
 * outcome be saved and not yet reported: the same attempt continues, or is reported. After a bad outcome a user asked for a retry: a
 * new attempt starts. The difference is which run the saved outcome answered.
 *
 * What is saved is only what was done, never that it was allowed: each attempt is authorized again.
 *
 * @param options.effect - tells this effect from others of the same step
 * @param options.isGood - whether an outcome leaves nothing to try again
 * @param options.run - the effect; attempts count from 1; `isResumed` when an earlier run of this attempt may have started it
 */
export async function checkpointedOutcome<Outcome extends JsonObject>(
  ctx: Task,
  options: {
    effect: string;
    isGood(outcome: Outcome): boolean;
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
    if (options.isGood(outcome) || run === thisRun) return outcome;
    ctx.logger.info(`Attempt ${attempt} ${anotherAttempt}`);
  }
}
