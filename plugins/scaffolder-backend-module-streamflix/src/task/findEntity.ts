import { setTimeout as sleep } from 'node:timers/promises';
import { stringifyEntityRef } from '@backstage/catalog-model';
import {
  entityName,
  environmentEntityFilter,
  type EnvironmentRef,
} from '@streamflix/backstage-plugin-streamflix-common';
import type { ActionServices } from './ActionServices';
import type { Task } from './Task';

/** Milliseconds within which the catalog normally receives and processes an environment. */
const defaultTimeout = 5_000;

/** Reference of an environment's catalog entity, unless its name is taken. */
export async function expectedEntityRef(
  { access }: Pick<ActionServices, 'access'>,
  { account, region, suffix }: EnvironmentRef,
): Promise<string> {
  const isDefault = account === (await access.defaultAccount());
  return stringifyEntityRef({
    kind: 'Resource',
    namespace: 'default',
    name: entityName({ region, suffix }, isDefault ? undefined : account),
  });
}

/**
 * Waits until the catalog shows an environment, so that the link for the user works. A catalog that is late or does not respond
 * is no failure: the environment exists.
 *
 * @returns reference of its entity; the usual one when the catalog does not show it in time
 */
export async function findEntity(
  services: Pick<
    ActionServices,
    'access' | 'auth' | 'catalog' | 'catalogTimeout'
  >,
  { logger, signal }: Pick<Task, 'logger' | 'signal'>,
  ref: EnvironmentRef,
  stackArn: string,
): Promise<string> {
  const { auth, catalog, catalogTimeout = defaultTimeout } = services;
  const expected = await expectedEntityRef(services, ref);
  const deadline = Date.now() + catalogTimeout;
  try {
    // Not the user's: their permission to see the entity is irrelevant here.
    const credentials = await auth.getOwnServiceCredentials();
    for (;;) {
      const { items } = await catalog.getEntities(
        {
          filter: environmentEntityFilter(stackArn),
          fields: ['kind', 'metadata.name', 'metadata.namespace'],
        },
        { credentials },
      );
      const [found] = items;
      if (found) return stringifyEntityRef(found);
      if (Date.now() > deadline) {
        logger.info(
          `The catalog does not show ${expected} yet; it will with its next listing.`,
        );
        return expected;
      }
      await sleep(200, undefined, { signal });
    }
  } catch (error) {
    if (!signal?.aborted) {
      logger.warn(`The catalog could not be asked for ${expected}: ${error}`);
    }
    return expected;
  }
}
