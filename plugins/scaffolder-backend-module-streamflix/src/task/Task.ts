import type { ActionContext } from '@backstage/plugin-scaffolder-node';

/** What is used of an action's context, whatever its input. */
export type Task = Pick<
  ActionContext<{}, {}>,
  | 'checkpoint'
  | 'getInitiatorCredentials'
  | 'logger'
  | 'secrets'
  | 'signal'
  | 'step'
  | 'user'
> & { task: { id: string } };

/**
 * The name of a step's effect, the same whenever the step runs again: AWS and we know by it what was done already.
 *
 * @param attempt - counts from 1
 */
export const effectToken = ({ task, step }: Task, attempt: number) =>
  [task.id, step?.id, attempt].filter(Boolean).join('-');
