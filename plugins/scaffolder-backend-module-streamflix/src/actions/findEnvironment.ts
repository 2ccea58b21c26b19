import { NotFoundError } from '@backstage/errors';
import type { ActionContext } from '@backstage/plugin-scaffolder-node';
import {
  annotations,
  environmentSpecSchema,
  isEnvironmentLocation,
  locationAnnotation,
} from '@streamflix/backstage-plugin-streamflix-common';
import { RefusedError } from '@streamflix/backstage-plugin-streamflix-node';
import type { ActionServices } from '../task/ActionServices';
import { effectOf, type Task } from '../task/Task';

/** The environment, by its entity, or by suffix and region. */
export type EnvironmentTarget = {
  /** Reference of its catalog entity. */
  entityRef?: string;
  suffix?: string;
  region?: string;
  account?: string;
};

/** An environment that was found; without an account, in the default one. */
export type FoundEnvironment = {
  suffix: string;
  region: string;
  account?: string;
  /** ARN of the stack that the catalog showed. */
  stackArn?: string;
};

/**
 * Resolves the environment from the input: by its catalog entity, or by suffix and region.
 *
 * @throws NotFoundError when there is no such entity; RefusedError when it is no environment, or the input is incomplete
 */
export async function findEnvironment(
  services: ActionServices,
  ctx: Task & Pick<ActionContext<EnvironmentTarget>, 'input'>,
): Promise<FoundEnvironment> {
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
  // Looked up once: the entity, or the permission to see it, may be gone before the task ends. What a user may do is decided by
  // the permissions for the environment itself.
  return ctx.checkpoint<FoundEnvironment>({
    key: effectOf('found', { entityRef }),
    fn: () => lookUp(services, ctx, entityRef),
  });
}

async function lookUp(
  { catalog }: ActionServices,
  ctx: Pick<Task, 'getInitiatorCredentials'>,
  entityRef: string,
): Promise<FoundEnvironment> {
  const entity = await catalog.getEntityByRef(entityRef, {
    credentials: await ctx.getInitiatorCredentials(),
  });
  if (!entity) {
    throw new NotFoundError(
      'The catalog has no such environment, or you do not have permission to see it.',
    );
  }
  const found = entity.metadata.annotations ?? {};
  const { shape } = environmentSpecSchema;
  // Any user may have written the entity: invalid values are never repeated.
  const suffix = shape.suffix.safeParse(found[annotations.suffix]).data;
  const region = shape.region.safeParse(found[annotations.region]).data;
  const account = shape.account.safeParse(found[annotations.account]).data;
  const stackArn = found[annotations.stackArn];
  // The location of an entity cannot be forged; its other annotations can.
  const isOurs = isEnvironmentLocation(found[locationAnnotation]);
  if (!isOurs || !suffix || !region || !account || !stackArn) {
    throw new RefusedError([
      {
        path: 'entityRef',
        message:
          'Environment must be a StreamFlix environment; the entity is none.',
      },
    ]);
  }
  return { suffix, region, account, stackArn };
}
