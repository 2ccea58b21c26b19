import type { ActionServices } from '../ActionServices';
import { logInOrder } from './logInOrder';
import type { Task } from './Task';
import { withReadableErrors } from './withReadableErrors';

/**
 * Runs a step of ours as every step is to run: its lines in order, its errors readable, and left open when the backend shuts down.
 *
 * A shutdown says nothing about an operation in AWS. A step that returned or threw now would end its task, with whatever the services
 * that are closing made of it; so it does neither, until the process has ended. Another replica, or this one once it has started
 * again, resumes the task and follows the operation to its end.
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
  // What the step comes to after the shutdown started is not its outcome: what it needs is being closed.
  if (settled === 'stopped' || shutdown.aborted) return untilExit();
  if ('error' in settled) throw settled.error;
  return settled.result;
}
