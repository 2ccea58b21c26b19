import { withCancellation } from './cancelledTask';
import { logInOrder } from './logInOrder';
import { plainly } from './plainly';
import type { Task } from './Task';

/** Runs a step of ours as every step is to run: cancelled when its task was, its lines in order, its errors readable. */
export function runStep<Context extends Task, Result>(
  ctx: Context,
  run: (task: Context) => Promise<Result>,
): Promise<Result> {
  const task = withCancellation(ctx);
  return plainly(task, () => logInOrder(task, run));
}
