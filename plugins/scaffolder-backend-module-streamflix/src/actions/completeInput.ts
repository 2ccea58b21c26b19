import { NotFoundError } from '@backstage/errors';
import {
  inputFromForm,
  inputOfChange,
  stackName,
  type EnvironmentForm,
  type EnvironmentInput,
} from '@streamflix/backstage-plugin-streamflix-common';
import {
  BackstageAuthorizer,
  factsOf,
  readObservedStack,
  readStack,
  RefusedError,
  resolveTarget,
} from '@streamflix/backstage-plugin-streamflix-node';
import type { ActionServices } from '../ActionServices';
import type { Task } from '../task/Task';
import { entityRefField } from './entityRefField';
import type { ActionSchema, EnvironmentFields } from './environmentFields';
import { findEnvironment } from './findEnvironment';

/** An environment as a whole; or one that runs, and what is to become different of it. */
export type EnvironmentGiven = Partial<EnvironmentFields> & {
  /** Of the catalog. */
  entityRef?: string;
};

/** JSON Schema of the field that makes a change of what is given. */
export const runningField: ActionSchema = {
  ...entityRefField,
  description:
    'Reference of the catalog entity of an environment that runs, instead of suffix, region, account, blueprint and owner. What is left out then stays as it runs, not as the blueprint has it; null takes a value away.',
};

const identity = [
  'suffix',
  'region',
  'account',
  'blueprint',
  'owner',
] as const satisfies (keyof EnvironmentInput)[];

/** Decides for the user who started this attempt of the task, each time anew. */
export const authorizerOf = (
  services: ActionServices,
  ctx: Pick<Task, 'getInitiatorCredentials'>,
) => new BackstageAuthorizer(services, () => ctx.getInitiatorCredentials());

/**
 * The environment as it is to be: as it was given, or as it runs with what was given changed.
 *
 * @throws RefusedError, NotFoundError, NotAllowedError, AuthenticationError or AwsError when what runs cannot be read, or not by
 *   this user
 */
export async function completeInput(
  services: ActionServices,
  ctx: Task,
  { entityRef, ...fields }: EnvironmentGiven,
): Promise<EnvironmentInput> {
  // The schema saw to it that the required fields are there; what is missing all the same is refused later.
  if (entityRef === undefined) return inputFromForm(fields as EnvironmentForm);
  const contradictions = identity.filter(name => fields[name] !== undefined);
  if (contradictions.length > 0) {
    throw new RefusedError(
      contradictions.map(path => ({
        path,
        message: `${path} must be left out where an environment that runs is given: it stays as it is.`,
      })),
    );
  }
  const { access } = services;
  const found = await findEnvironment(services, {
    ...ctx,
    input: { entityRef },
  });
  const ref = await resolveTarget(access, found);
  const authorizer = authorizerOf(services, ctx);
  const stack = await readObservedStack(access, ref, stackName(ref.suffix));
  // Before anything is said about it, whether it exists or not.
  await authorizer.requireRead(factsOf(ref, stack ?? {}));
  if (!stack) {
    throw new NotFoundError(
      `There is no environment ${ref.suffix} in ${ref.region}.`,
    );
  }
  const { spec } = await readStack(access, ref);
  if (!spec.ok) {
    throw new RefusedError([
      {
        path: 'entityRef',
        message: `Environment ${ref.suffix} in ${ref.region} cannot be changed by what is to become different: what it consists of could not be read. ${spec.reason} Give all its values instead.`,
      },
    ]);
  }
  const input = inputOfChange(spec.value, fields);
  return { ...input, account: ref.account };
}
