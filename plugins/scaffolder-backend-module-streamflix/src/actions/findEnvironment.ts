import { NotFoundError } from '@backstage/errors';
import type { ActionContext } from '@backstage/plugin-scaffolder-node';
import {
  annotations,
  environmentSpecSchema,
  isEnvironmentLocation,
  locationAnnotation,
} from '@streamflix/backstage-plugin-streamflix-common';
import { RefusedError } from '@streamflix/backstage-plugin-streamflix-node';
import type { ActionServices } from '../ActionServices';
import { effectOf, type Task } from '../task/Task';

/** Which environment: by its entity, or by suffix and region. */
export type EnvironmentTarget = {
  /** Of the catalog. */
  entityRef?: string;
  suffix?: string;
  region?: string;
  account?: string;
};

/** An environment that was found; without an account, it is in the default one. */
export type FoundEnvironment = {
  suffix: string;
  region: string;
  account?: string;
  /** ARN of the stack the catalog showed. */
  stackArn?: string;
};

/**
 * Reads from the input which environment is meant: by its catalog entity, or by suffix and region.
 *
 * @throws NotFoundError when there is no such entity; RefusedError when it is no environment, or too little was given
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
  // Found once: the entity may be gone before the task is, and so may the permission to see it. Who may do what with the
  // environment is decided on the environment itself.
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
  // An entity may come from anyone: what is no such value is not repeated anywhere.
  const suffix = shape.suffix.safeParse(found[annotations.suffix]).data;
  const region = shape.region.safeParse(found[annotations.region]).data;
  const account = shape.account.safeParse(found[annotations.account]).data;
  const stackArn = found[annotations.stackArn];
  // Where an entity comes from cannot be forged; what it says of itself can.
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
