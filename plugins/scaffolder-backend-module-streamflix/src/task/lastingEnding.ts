import { createHash, randomUUID } from 'node:crypto';
import type { JsonObject } from '@backstage/types';
import type { Task } from './Task';

/** With this a task's log begins another attempt: what stands before it is not of this one. */
export const endedBadly = 'ended badly; this is another one.';

/**
 * Tells one wish of a person from the next: a task gets another token each time somebody runs it again, and keeps it when
 * it is taken up after the backend's death. Without a token every run is a wish of its own.
 */
function wishOf({ secrets }: Task): string {
  const token = secrets?.backstageToken;
  return token
    ? createHash('sha256').update(token).digest('hex').slice(0, 16)
    : randomUUID();
}

/**
 * Runs an effect that may end badly, so that running the step again does what its person means by it.
 *
 * A step runs again for two reasons that look alike. After the backend's death the effect may still be under way, or its
 * bad ending be saved and not yet told: the same attempt goes on, or is told. After a bad ending a person asked for another
 * try: a new attempt begins. The difference is whose wish the saved ending answered.
 *
 * @param key - tells this effect from others of the same step
 * @param isGood - whether an ending leaves nothing to try again
 * @param isNone - whether what was taken for under way turned out not to be, so that the wish is still open
 * @param run - the effect; attempts count from 1
 */
export async function lastingEnding<Ending extends JsonObject>(
  ctx: Task,
  options: {
    key: string;
    isGood(ending: Ending): boolean;
    isNone?(ending: Ending): boolean;
    run(attempt: number): Promise<Ending>;
  },
): Promise<Ending> {
  const wish = wishOf(ctx);
  for (let attempt = 1; ; attempt++) {
    const { run, ending } = await ctx.checkpoint({
      key: `${options.key}.${attempt}`,
      fn: async () => ({ run: wish, ending: await options.run(attempt) }),
    });
    if (options.isGood(ending)) return ending;
    if (run === wish && !options.isNone?.(ending)) return ending;
    ctx.logger.info(`Attempt ${attempt} ${endedBadly}`);
  }
}
