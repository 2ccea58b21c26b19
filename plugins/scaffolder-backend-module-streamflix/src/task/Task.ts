import { createHash, randomUUID } from 'node:crypto';
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

const digest = (text: string) =>
  createHash('sha256').update(text).digest('hex').slice(0, 16);

/**
 * What a step does, by its input. Two steps of one id share their checkpoints in Backstage: with this in the keys, none takes
 * what the other did for its own.
 */
export const effectOf = (action: string, input: object): string =>
  `${action}.${digest(JSON.stringify(input))}`;

/**
 * Token of a step's effect, the same whenever the step runs again: by it AWS shows what was done already.
 *
 * @param attempt - counts from 1
 */
export const effectToken = (
  { task, step }: Task,
  effect: string,
  attempt: number | string,
) => [task.id, step?.id, effect, attempt].filter(Boolean).join('-');

/**
 * Tells one run that a user asked for from the next: a task gets another token each time it is retried, and keeps it when it is
 * recovered. Without a token every run stands for itself.
 */
export function runOf({ secrets }: Task): string {
  const token = secrets?.backstageToken;
  return token ? digest(token) : randomUUID();
}
