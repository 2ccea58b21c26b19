import {
  inputFromForm,
  type EnvironmentForm,
  type EnvironmentInput,
} from '@streamflix/backstage-plugin-streamflix-common';
import {
  BackstageAuthorizer,
  completeChange,
  RefusedError,
  resolveTarget,
  type RunningStack,
} from '@streamflix/backstage-plugin-streamflix-node';
import type { ActionServices } from '../task/ActionServices';
import type { Task } from '../task/Task';
import { entityRefField } from './entityRefField';
import type { ActionSchema, EnvironmentFields } from './environmentFields';
import { findEnvironment } from './findEnvironment';

/** A whole environment; or a running one and the fields to change. */
export type EnvironmentFieldsOrChange = Partial<EnvironmentFields> & {
  /** Reference of its catalog entity. */
  entityRef?: string;
};

/** JSON Schema of the field that makes the input a change of a running environment. */
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

/** Authorizes each effect for the user who started this attempt of the task. */
export const authorizerOf = (
  services: ActionServices,
  ctx: Pick<Task, 'getInitiatorCredentials'>,
) => new BackstageAuthorizer(services, () => ctx.getInitiatorCredentials());

/** An input, and the stack it was completed from. */
interface CompleteInput {
  input: EnvironmentInput;
  running?: RunningStack;
}

/**
 * The complete input: the given one, or that of the running environment with the given changes.
 *
 * @throws RefusedError, NotFoundError, NotAllowedError, AuthenticationError or AwsError when the running environment cannot be
 *   read, or not by this user
 */
export async function completeInput(
  services: ActionServices,
  ctx: Task,
  { entityRef, ...fields }: EnvironmentFieldsOrChange,
): Promise<CompleteInput> {
  // The schema requires these fields; any that are still missing are refused later.
  if (entityRef === undefined) {
    return { input: inputFromForm(fields as EnvironmentForm) };
  }
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
  return completeChange(access, ref, authorizerOf(services, ctx), fields);
}
