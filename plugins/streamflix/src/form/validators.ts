import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import type { ApiHolder } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import type {
  EnvironmentAuthorization,
  EnvironmentForm,
  EnvironmentSpec,
  EnvironmentStack,
  Values,
} from '@streamflix/backstage-plugin-streamflix-common';
import { streamflixApiRef, type StreamflixApi } from '../api';
import { messageOf } from '../api/messageOf';
import { asForm, problemsOf } from './Basis';
import { problemsOfDrawer, type DrawerName } from './drawer';
import { targetOf } from './targetOf';
import { readEnvironmentStack } from './readEnvironmentStack';
import { withoutMark, type SecretsFormData } from './SecretsFormData';
import { environmentOf } from './useBasis';

/*
 * Checks that run when the user leaves a page of the form. Messages come from the specification, so that the form, the actions
 * and the command line agree. No message repeats a value that has not been validated.
 */

function apiOf(apiHolder: ApiHolder): StreamflixApi {
  const api = apiHolder.get(streamflixApiRef);
  if (!api) throw new Error('The StreamFlix plugin is not installed.');
  return api;
}

function catalogOf(apiHolder: ApiHolder) {
  const catalogApi = apiHolder.get(catalogApiRef);
  if (!catalogApi) throw new Error('The catalog is not installed.');
  return catalogApi;
}

const addErrors = (
  field: { addError(message: string): void },
  problems: readonly { message: string }[],
) => problems.forEach(({ message }) => field.addError(message));

/** The user may create environments; the suffix is well formed, and free in its account and region. */
export const validateSuffix: CustomFieldValidator<string> = async (
  suffix,
  field,
  { apiHolder, formData },
) => {
  const form = { ...asForm(formData), suffix };
  const problems = problemsOf(form).filter(({ path }) => path === 'suffix');
  addErrors(field, problems);
  if (problems.length > 0) return;
  const target = targetOf(form);
  const api = apiOf(apiHolder);
  try {
    const { mayCreate } = await api.getInstallation();
    if (!mayCreate) {
      field.addError('You do not have permission to create environments.');
      return;
    }
    if (!target) return;
    const { free, owner } = await api.checkSuffix(target, suffix);
    if (!free) {
      field.addError(
        `Suffix must be free in ${target.region}; ${
          owner ? `${owner} owns ${suffix}` : `${suffix} is taken`
        }.`,
      );
    }
  } catch (error) {
    field.addError(
      `Suffix could not be checked: ${messageOf(error)} Try again.`,
    );
  }
};

/** One of the blueprints; the address of the form may contain anything. */
export const validateBlueprint: CustomFieldValidator<string> = (
  blueprint,
  field,
  { formData },
) =>
  addErrors(
    field,
    problemsOf({ ...asForm(formData), blueprint } as EnvironmentForm).filter(
      ({ path }) => path === 'blueprint',
    ),
  );

/** Allowed by the installation and by the blueprint. */
export const validateRegion: CustomFieldValidator<string> = async (
  region,
  field,
  { apiHolder, formData },
) => {
  try {
    const { regions } = await apiOf(apiHolder).getInstallation();
    addErrors(
      field,
      problemsOf(
        { ...asForm(formData), region },
        { allowedRegions: regions },
      ).filter(({ path }) => path === 'region'),
    );
  } catch (error) {
    field.addError(
      `Region could not be checked: ${messageOf(error)} Try again.`,
    );
  }
};

/** In the catalog, and allowed for the user. */
export const validateOwner: CustomFieldValidator<string> = async (
  owner,
  field,
  { apiHolder, formData },
) => {
  const problems = problemsOf({ ...asForm(formData), owner }).filter(
    ({ path }) => path === 'owner',
  );
  addErrors(field, problems);
  if (problems.length > 0) return;
  try {
    const { owners } = await apiOf(apiHolder).getInstallation();
    const ref = owner.toLocaleLowerCase('en-US');
    if (!owners.any && !owners.own.includes(ref)) {
      field.addError(
        'Owner must be you or one of your groups. To name another owner you need the permission streamflix.environment.assign-owner.',
      );
    } else if (!(await catalogOf(apiHolder).getEntityByRef(ref))) {
      field.addError('Owner must be a group or user of the catalog.');
    }
  } catch (error) {
    field.addError(
      `Owner could not be checked: ${messageOf(error)} Try again.`,
    );
  }
};

/** The environment to change or destroy, read from AWS; undefined in the form of a new one. */
async function stackOf(
  apiHolder: ApiHolder,
  formData: unknown,
): Promise<EnvironmentStack | undefined> {
  const environment = environmentOf(formData);
  if (!environment) return undefined;
  return readEnvironmentStack(
    { api: apiOf(apiHolder), catalogApi: catalogOf(apiHolder) },
    environment,
  );
}

/** @throws Error when the specification of the environment could not be read */
function specOf(
  stack: EnvironmentStack | undefined,
): EnvironmentSpec | undefined {
  if (!stack) return undefined;
  if (!stack.spec.ok) throw new Error(stack.spec.reason);
  return stack.spec.value;
}

/** Why the user may not do this with the environment; undefined if it is allowed. */
async function refusalOf(
  apiHolder: ApiHolder,
  { ref }: EnvironmentStack,
  operation: keyof EnvironmentAuthorization,
): Promise<string | undefined> {
  const { [operation]: answer } = await apiOf(apiHolder).getAuthorization(ref);
  return answer.allowed ? undefined : answer.reason;
}

/** Each value, all values together, and the change of the running environment. */
export const validateDrawer =
  (drawer: DrawerName): CustomFieldValidator<Values> =>
  async (values, field, { apiHolder, formData }) => {
    try {
      const running = specOf(await stackOf(apiHolder, formData));
      const form = { ...asForm(formData), [drawer]: values };
      addErrors(field, problemsOfDrawer(form, drawer, running));
    } catch (error) {
      field.addError(
        `The environment could not be read: ${messageOf(error)} Try again.`,
      );
    }
  };

/** The checks of every section; also, each name must be listed or used by the running environment. */
export const validateSecrets: CustomFieldValidator<SecretsFormData> = async (
  secrets,
  field,
  { apiHolder, formData },
) => {
  const unlisted = [secrets.unlisted ?? []].flat();
  const names = withoutMark(secrets);
  const form = { ...asForm(formData), secrets: names };
  if (unlisted.length > 0) {
    field.addError(
      'Secrets must be names from the list: choose one, or leave the field empty.',
    );
  }
  try {
    const stack = await stackOf(apiHolder, formData);
    const running = specOf(stack);
    addErrors(
      field,
      problemsOfDrawer(form, 'secrets', running).filter(
        ({ path }) => !unlisted.some(each => path === `secrets.${each}`),
      ),
    );
    const inUse = [running?.secrets.database, running?.secrets.apiKeys].flat();
    const given = [names.database ?? [], names.apiKeys ?? []].flat();
    const others = given.filter(name => !inUse.includes(name));
    if (others.length === 0) return;
    const target = stack?.ref ?? targetOf(form);
    if (!target) throw new Error('Account and region are not known.');
    const list = await apiOf(apiHolder).listSecretNames(target);
    if (!others.every(name => list.names.includes(name))) {
      field.addError(
        list.truncated
          ? 'Secrets must be listed, and the list is not complete: ask the operator to narrow streamflix.secrets.allow.'
          : `Secrets must exist in ${target.region} and be allowed by this installation: choose names from the list.`,
      );
    }
  } catch (error) {
    field.addError(
      `Secrets could not be checked: ${messageOf(error)} Try again.`,
    );
  }
};

/** The user may change the environment. */
export const validateRunning: CustomFieldValidator<string> = async (
  _,
  field,
  { apiHolder, formData },
) => {
  try {
    const stack = await stackOf(apiHolder, formData);
    const refusal = stack && (await refusalOf(apiHolder, stack, 'update'));
    if (refusal) field.addError(refusal);
  } catch (error) {
    field.addError(
      `The environment could not be read: ${messageOf(error)} Try again.`,
    );
  }
};

/** The user may destroy the environment, it is not protected, and the user has typed its suffix. */
export const validateDestruction: CustomFieldValidator<string> = async (
  typed,
  field,
  { apiHolder, formData },
) => {
  try {
    const stack = await stackOf(apiHolder, formData);
    if (!stack) return;
    const { suffix } = stack.ref;
    const refusal = await refusalOf(apiHolder, stack, 'delete');
    if (refusal) {
      field.addError(refusal);
    } else if (stack.protected) {
      field.addError(
        `Environment ${suffix} is protected against deletion. Switch its deletion protection off first.`,
      );
    } else if (typed !== suffix) {
      field.addError(`Type ${suffix} to confirm.`);
    }
  } catch (error) {
    field.addError(
      `The environment could not be read: ${messageOf(error)} Try again.`,
    );
  }
};
