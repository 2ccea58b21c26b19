import { createHash, randomUUID } from 'node:crypto';
import type { ActionContext } from '@backstage/plugin-scaffolder-node';

/** The parts of an action's context in use, for any input. */
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
 * Key of a step's effect, derived from its input. In Backstage, two steps with the same id share their checkpoints: with this in
 * the keys, neither takes the other's results.
 */
export const effectOf = (action: string, input: object): string =>
  `${action}.${digest(JSON.stringify(input))}`;

/**
 * Token of a step's effect, the same for every run of the step: AWS uses it to find what was already done.
 *
 * @param attempt - counts from 1
 */
export const effectToken = (
  { task, step }: Task,
  effect: string,
  attempt: number | string,
) => [task.id, step?.id, effect, attempt].filter(Boolean).join('-');

/**
 * Identifies one run that a user requested: a task gets a new token each time it is retried, and keeps it when it is recovered.
 * Without a token, every run is a separate one.
 */
export function runOf({ secrets }: Task): string {
  const token = secrets?.backstageToken;
  return token ? digest(token) : randomUUID();
}
