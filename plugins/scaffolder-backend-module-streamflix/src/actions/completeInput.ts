import {
  inputFromForm,
  inputOfChange,
  type EnvironmentForm,
  type EnvironmentInput,
} from '@streamflix/backstage-plugin-streamflix-common';
import {
  readStack,
  RefusedError,
  resolveRef,
} from '@streamflix/backstage-plugin-streamflix-node';
import type { ActionServices } from '../ActionServices';
import { authorise } from '../task/authorise';
import type { Task } from '../task/Task';
import type { ActionSchema, EnvironmentFields } from './environmentFields';
import { findEnvironment } from './findEnvironment';

/** An environment as a whole; or one that runs, and what is to become different of it. */
export type EnvironmentGiven = Partial<EnvironmentFields> & {
  /** Of the catalog. */
  entityRef?: string;
};

/** JSON Schema of the field that makes a change of what is given. */
export const runningField: ActionSchema = {
  type: 'string',
  title: 'Environment',
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

/**
 * The environment as it is to be: as it was given, or as it runs with what was given changed.
 *
 * @throws RefusedError, NotFoundError, NotAllowedError or AwsError when what runs cannot be read, or not by this person
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
  const where = await findEnvironment(services, {
    ...ctx,
    input: { entityRef },
  });
  const ref = await resolveRef(services.access, where);
  // Before it is read: what runs is told in the words of refusals.
  await authorise(services, ctx, {
    operation: async () => 'change',
    ref,
    attempt: 1,
  });
  const { spec } = await readStack(services.access, ref);
  if (!spec.ok) {
    throw new RefusedError([
      {
        path: 'entityRef',
        message: `Environment ${ref.suffix} in ${ref.region} cannot be changed by what is to become different: what it consists of could not be read. ${spec.reason} Give all its values instead.`,
      },
    ]);
  }
  const input = inputOfChange(spec.value, fields);
  const { account } = await resolveRef(services.access, input);
  // The main account of the installation was another one when it was made.
  return account === ref.account ? input : { ...input, account: ref.account };
}
