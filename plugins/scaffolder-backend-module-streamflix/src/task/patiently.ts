import { setTimeout as sleep } from 'node:timers/promises';
import { isError } from '@backstage/errors';
import type { Task } from './Task';

/** Milliseconds the other plugins of a backend that has just started may need until they answer. */
const patience = 60_000;
const pause = 1_000;

const unready = [401, 502, 503, 504];

/**
 * Whether this is how a plugin answers that is not there yet: a task is taken up again the moment the scaffolder is ready,
 * and until the auth plugin is, its keys cannot be had and every token counts as wrong.
 */
function isUnready(error: unknown): boolean {
  if (!isError(error)) return false;
  const status = error.statusCode ?? error.status;
  return (
    unready.some(code => code === status) ||
    // What Backstage's clients throw has its status in its words alone.
    /\b(401|502|503|504)\b|ServiceUnavailable|fetch failed|ECONNREFUSED/.test(
      error.message,
    )
  );
}

/** Asks another plugin of the backend, and again while it does not look ready: a restart must not fail the task it finds. */
export async function patiently<T>(
  { logger, signal }: Pick<Task, 'logger' | 'signal'>,
  ask: () => Promise<T>,
): Promise<T> {
  const deadline = Date.now() + patience;
  for (let told = false; ; told = true) {
    try {
      return await ask();
    } catch (error) {
      if (!isUnready(error) || Date.now() > deadline || signal?.aborted) {
        throw error;
      }
      if (!told) {
        logger.info(`The backend is not ready to be asked yet: ${error}`);
      }
      await sleep(pause, undefined, { signal }).catch(() => {});
    }
  }
}
