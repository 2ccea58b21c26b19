import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import type { ApiHolder } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import type {
  EnvironmentSpec,
  EnvironmentStack,
  Values,
} from '@streamflix/backstage-plugin-streamflix-common';
import { streamflixApiRef, type StreamflixApi } from '../api';
import { messageOf } from '../api/messageOf';
import { asForm, problemsOf } from './Basis';
import { problemsOfDrawer, type DrawerName } from './drawer';
import { placeOf } from './placeOf';
import { readEnvironmentStack } from './readEnvironmentStack';
import type { SecretNamesGiven } from './StreamflixSecrets';
import { environmentOf } from './useBasis';

/*
 * What is checked when a page of the form is left. Problems are told in the words of the specification, so that the form, the
 * actions and the command line say the same.
 */

function apiOf(apiHolder: ApiHolder): StreamflixApi {
  const api = apiHolder.get(streamflixApiRef);
  if (!api) throw new Error('The StreamFlix plugin is not installed.');
  return api;
}

const tell = (
  field: { addError(message: string): void },
  problems: readonly { message: string }[],
) => problems.forEach(({ message }) => field.addError(message));

/** Well formed, and free where the environment would be. */
export const validateSuffix: CustomFieldValidator<string> = async (
  suffix,
  field,
  { apiHolder, formData },
) => {
  const form = { ...asForm(formData), suffix };
  const problems = problemsOf(form).filter(({ path }) => path === 'suffix');
  tell(field, problems);
  const place = placeOf(form);
  if (problems.length > 0 || !place) return;
  try {
    const { free, owner } = await apiOf(apiHolder).checkSuffix(place, suffix);
    if (!free) {
      field.addError(
        `Suffix must be free in ${place.region}; ${
          owner ? `${owner} owns ${suffix}` : `${suffix} is taken`
        }.`,
      );
    }
  } catch (error) {
    field.addError(
      `Suffix could not be checked for being free: ${messageOf(
        error,
      )} Try again.`,
    );
  }
};

/** Allowed by the installation and by the blueprint. */
export const validateRegion: CustomFieldValidator<string> = async (
  region,
  field,
  { apiHolder, formData },
) => {
  try {
    const { regions } = await apiOf(apiHolder).getInstallation();
    tell(
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

/** The environment the form is about, read anew; undefined in the form of a new one. */
async function stackOf(
  apiHolder: ApiHolder,
  formData: unknown,
): Promise<EnvironmentStack | undefined> {
  const environment = environmentOf(formData);
  if (!environment) return undefined;
  const catalogApi = apiHolder.get(catalogApiRef);
  if (!catalogApi) throw new Error('The catalog is not installed.');
  return readEnvironmentStack(
    { api: apiOf(apiHolder), catalogApi },
    environment,
  );
}

/** @throws Error when there is something that runs, and its specification cannot be read */
function specOf(
  stack: EnvironmentStack | undefined,
): EnvironmentSpec | undefined {
  if (!stack) return undefined;
  if (!stack.spec.ok) throw new Error(stack.spec.reason);
  return stack.spec.value;
}

/** Every value by itself, with all others, and as a change of what runs. */
export const validateDrawer =
  (drawer: DrawerName): CustomFieldValidator<Values> =>
  async (values, field, { apiHolder, formData }) => {
    try {
      const running = specOf(await stackOf(apiHolder, formData));
      const form = { ...asForm(formData), [drawer]: values };
      tell(field, problemsOfDrawer(form, drawer, running));
    } catch (error) {
      field.addError(
        `What runs could not be read: ${messageOf(error)} Try again.`,
      );
    }
  };

/** As every drawer, and the secrets are there. */
export const validateSecrets: CustomFieldValidator<SecretNamesGiven> = async (
  secrets,
  field,
  { apiHolder, formData },
) => {
  const form = { ...asForm(formData), secrets };
  try {
    const stack = await stackOf(apiHolder, formData);
    tell(field, problemsOfDrawer(form, 'secrets', specOf(stack)));
    const place = stack?.ref ?? placeOf(form);
    if (!place) return;
    const given = [secrets.database, ...(secrets.apiKeys ?? [])];
    const names = [...new Set(given)].filter((name): name is string =>
      Boolean(name),
    );
    const api = apiOf(apiHolder);
    await Promise.all(
      names.map(async name => {
        const found = await api.listSecretNames(place, name);
        if (!found.names.includes(name)) {
          field.addError(
            `There is no secret ${name} in ${place.region}. Make it in AWS Secrets Manager first, or name another.`,
          );
        }
      }),
    );
  } catch (error) {
    field.addError(
      `Secrets could not be checked: ${messageOf(error)} Try again.`,
    );
  }
};

/** The suffix of the environment, which can be destroyed. */
export const validateDestruction: CustomFieldValidator<string> = async (
  typed,
  field,
  { apiHolder, formData },
) => {
  try {
    const stack = await stackOf(apiHolder, formData);
    if (!stack) return;
    const { suffix } = stack.ref;
    if (stack.protected) {
      field.addError(
        `Environment ${suffix} is protected against deletion. Switch its deletion protection off first.`,
      );
    } else if (typed !== suffix) {
      field.addError(
        `Suffix, once more must be ${suffix}, the suffix of this environment.`,
      );
    }
  } catch (error) {
    field.addError(
      `What would be destroyed could not be read: ${messageOf(
        error,
      )} Try again.`,
    );
  }
};
