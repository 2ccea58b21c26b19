import { NotFoundError } from '@backstage/errors';
import type { ActionContext } from '@backstage/plugin-scaffolder-node';
import { annotations } from '@streamflix/backstage-plugin-streamflix-common';
import { RefusedError } from '@streamflix/backstage-plugin-streamflix-node';
import type { ActionServices } from '../ActionServices';

/** Which environment: by its entity, or by suffix and region. */
export type EnvironmentPointer = {
  /** Of the catalog. */
  entityRef?: string;
  suffix?: string;
  region?: string;
  account?: string;
};

/** Where an environment is, as far as it was told; without an account, it is the default one. */
export type Whereabouts = { suffix: string; region: string; account?: string };

/**
 * Reads from the input which environment is meant: by its catalog entity, or by suffix and region.
 *
 * @throws NotFoundError when there is no such entity; RefusedError when it is no environment, or too little was given
 */
export async function findEnvironment(
  { catalog }: ActionServices,
  ctx: Pick<
    ActionContext<EnvironmentPointer>,
    'input' | 'getInitiatorCredentials'
  >,
): Promise<Whereabouts> {
  const { entityRef, suffix, region, account } = ctx.input;
  if (entityRef === undefined) {
    if (suffix === undefined || region === undefined) {
      throw new RefusedError([
        {
          path: 'suffix',
          message:
            'Environment must be given by its entity, or by suffix and region.',
        },
      ]);
    }
    return { suffix, region, account };
  }
  const entity = await catalog.getEntityByRef(entityRef, {
    credentials: await ctx.getInitiatorCredentials(),
  });
  if (!entity) {
    throw new NotFoundError(
      `There is no ${entityRef} in the catalog, or you may not see it.`,
    );
  }
  const found = entity.metadata.annotations ?? {};
  const named = {
    suffix: found[annotations.suffix],
    region: found[annotations.region],
    account: found[annotations.account],
  };
  if (!named.suffix || !named.region || !named.account) {
    throw new RefusedError([
      {
        path: 'entityRef',
        message: `Environment must be a StreamFlix environment; ${entityRef} is none.`,
      },
    ]);
  }
  return named;
}
