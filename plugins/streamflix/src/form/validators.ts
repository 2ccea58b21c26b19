import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import type { ApiHolder } from '@backstage/core-plugin-api';
import type { Values } from '@streamflix/backstage-plugin-streamflix-common';
import { streamflixApiRef, type StreamflixApi } from '../api';
import { messageOf } from '../api/messageOf';
import {
  asForm,
  problemsOf,
  problemsOfDrawer,
  type DrawerName,
} from './drawer';
import { placeOf } from './placeOf';
import type { SecretNamesGiven } from './StreamflixSecrets';

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
      problemsOf({ ...asForm(formData), region }, regions).filter(
        ({ path }) => path === 'region',
      ),
    );
  } catch (error) {
    field.addError(
      `Region could not be checked: ${messageOf(error)} Try again.`,
    );
  }
};

/** Every value by itself, and with all others. */
export const validateDrawer =
  (drawer: DrawerName): CustomFieldValidator<Values> =>
  (values, field, { formData }) =>
    tell(
      field,
      problemsOfDrawer({ ...asForm(formData), [drawer]: values }, drawer),
    );

/** As every drawer, and the secrets are there. */
export const validateSecrets: CustomFieldValidator<SecretNamesGiven> = async (
  secrets,
  field,
  context,
) => {
  const form = { ...asForm(context.formData), secrets };
  tell(field, problemsOfDrawer(form, 'secrets'));
  const place = placeOf(form);
  if (!place) return;
  const given = [secrets.database, ...(secrets.apiKeys ?? [])];
  const names = [...new Set(given)].filter((name): name is string =>
    Boolean(name),
  );
  try {
    const api = apiOf(context.apiHolder);
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
