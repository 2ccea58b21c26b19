import type { ActionServices } from './ActionServices';
import { logInOrder } from './logInOrder';
import type { Task } from './Task';
import { withReadableErrors } from './withReadableErrors';

/**
 * Runs a StreamFlix step: its lines stay in order, its errors are readable, and it stays open when the backend shuts down.
 *
 * A shutdown does not affect an operation in AWS. If the step returned or threw now, its task would end, possibly with an error
 * of a closing service. So it does neither until the process ends. Another replica, or this one after a restart, resumes the task
 * and follows the operation to its end.
 */
export async function runStep<Context extends Task, Result>(
  services: Pick<ActionServices, 'logger' | 'shutdown'>,
  ctx: Context,
  run: (task: Context) => Promise<Result>,
): Promise<Result> {
  const { shutdown } = services;
  const untilExit = () => new Promise<never>(() => {});
  if (shutdown.aborted) return untilExit();
  let onShutdown = () => {};
  const stopped = new Promise<'stopped'>(resolve => {
    onShutdown = () => resolve('stopped');
    shutdown.addEventListener('abort', onShutdown, { once: true });
  });
  const step = withReadableErrors(services, ctx, () =>
    logInOrder(ctx, run),
  ).then(
    result => ({ result }),
    (error: unknown) => ({ error }),
  );
  const settled = await Promise.race([step, stopped]);
  shutdown.removeEventListener('abort', onShutdown);
  // A result after the start of the shutdown is not the outcome: the services it needs are closing.
  if (settled === 'stopped' || shutdown.aborted) return untilExit();
  if ('error' in settled) throw settled.error;
  return settled.result;
}
