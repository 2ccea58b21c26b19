import { setTimeout as sleep } from 'node:timers/promises';
import type { ActionServices } from '../ActionServices';
import type { Task } from './Task';

/** The catalog hears of an environment and processes it within this many milliseconds, or something is wrong with it. */
const patience = 5_000;

/**
 * Waits until the catalog shows an entity, so that the link a person is given leads somewhere. A catalog that is late, or does
 * not answer, fails nothing: the environment is there.
 */
export async function awaitEntity(
  { auth, catalog }: Pick<ActionServices, 'auth' | 'catalog'>,
  { logger, signal }: Pick<Task, 'logger' | 'signal'>,
  entityRef: string,
): Promise<void> {
  const deadline = Date.now() + patience;
  try {
    // Not the person's own: whether they may see the entity is not the question.
    const credentials = await auth.getOwnServiceCredentials();
    while (!(await catalog.getEntityByRef(entityRef, { credentials }))) {
      if (Date.now() > deadline) {
        logger.info(
          `The catalog does not show ${entityRef} yet; it will with its next listing.`,
        );
        return;
      }
      await sleep(200, undefined, { signal });
    }
  } catch (error) {
    if (signal?.aborted) return;
    logger.warn(
      `The catalog did not say whether it shows ${entityRef}: ${error}`,
    );
  }
}
