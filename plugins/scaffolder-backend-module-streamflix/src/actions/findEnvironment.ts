import { NotFoundError } from '@backstage/errors';
import type { ActionContext } from '@backstage/plugin-scaffolder-node';
import { annotations } from '@streamflix/backstage-plugin-streamflix-common';
import { RefusedError } from '@streamflix/backstage-plugin-streamflix-node';
import type { ActionServices } from '../ActionServices';
import type { Task } from '../task/Task';

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
  services: ActionServices,
  ctx: Task & Pick<ActionContext<EnvironmentPointer>, 'input'>,
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
  // Found once: the entity may be gone before the task is, and so may the right to see it.
  return ctx.checkpoint<Required<Whereabouts>>({
    key: `found.${entityRef}`,
    fn: () => lookUp(services, ctx, entityRef),
  });
}

async function lookUp(
  { catalog }: ActionServices,
  ctx: Pick<Task, 'getInitiatorCredentials'>,
  entityRef: string,
): Promise<Required<Whereabouts>> {
  const entity = await catalog.getEntityByRef(entityRef, {
    credentials: await ctx.getInitiatorCredentials(),
  });
  if (!entity) {
    throw new NotFoundError(
      `There is no ${entityRef} in the catalog, or you may not see it.`,
    );
  }
  const found = entity.metadata.annotations ?? {};
  const suffix = found[annotations.suffix];
  const region = found[annotations.region];
  const account = found[annotations.account];
  if (!suffix || !region || !account) {
    throw new RefusedError([
      {
        path: 'entityRef',
        message: `Environment must be a StreamFlix environment; ${entityRef} is none.`,
      },
    ]);
  }
  return { suffix, region, account };
}

/**
 * Who an environment belongs to by the catalog; undefined where it does not say. Asked once, for the entity goes with the
 * environment.
 */
export async function ownerOf(
  { auth, catalog }: ActionServices,
  ctx: Task,
  entityRef: string,
): Promise<string | undefined> {
  const { owner } = await ctx.checkpoint<{ owner?: string }>({
    key: `owner.${entityRef}`,
    fn: async () => {
      try {
        const entity = await catalog.getEntityByRef(entityRef, {
          // Only to tell the owner: what the person may see is not the question.
          credentials: await auth.getOwnServiceCredentials(),
        });
        const named = entity?.spec?.owner;
        return typeof named === 'string' ? { owner: named } : {};
      } catch (error) {
        ctx.logger.warn(`The catalog did not say who owns it: ${error}`);
        return {};
      }
    },
  });
  return owner;
}
