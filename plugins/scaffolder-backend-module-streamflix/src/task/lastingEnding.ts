import { randomUUID } from 'node:crypto';
import type { JsonObject } from '@backstage/types';
import type { Task } from './Task';

/**
 * Runs an effect that may end badly, so that running the step again does what its person means by it.
 *
 * A step runs again for two reasons that look alike. After the backend's death the effect may still be under way: the
 * same attempt goes on, and finds it by its token. After a bad ending a person asked for another try: a new attempt
 * begins. The difference is whether the ending was saved by an earlier run.
 *
 * @param key - tells this effect from others of the same step
 * @param isGood - whether an ending leaves nothing to try again
 * @param run - the effect; attempts count from 1
 */
export async function lastingEnding<Ending extends JsonObject>(
  ctx: Task,
  options: {
    key: string;
    isGood(ending: Ending): boolean;
    run(attempt: number): Promise<Ending>;
  },
): Promise<Ending> {
  const thisRun = randomUUID();
  for (let attempt = 1; ; attempt++) {
    const { run, ending } = await ctx.checkpoint({
      key: `${options.key}.${attempt}`,
      fn: async () => ({ run: thisRun, ending: await options.run(attempt) }),
    });
    if (run === thisRun || options.isGood(ending)) return ending;
    ctx.logger.info(`Attempt ${attempt} ended badly; this is another one.`);
  }
}
