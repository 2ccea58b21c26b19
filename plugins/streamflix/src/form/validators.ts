import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import type { ApiHolder } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { describeMissingParts } from '@streamflix/backstage-plugin-streamflix-common';
import type {
  AccountOffers,
  EnvironmentAuthorization,
  EnvironmentSpec,
  EnvironmentStack,
  Values,
} from '@streamflix/backstage-plugin-streamflix-common';
import { streamflixApiRef, type AwsTarget } from '../api';
import { messageOf } from '../api/messageOf';
import { ownerTitle } from '../components/ownerTitle';
import { regionLabel } from '../components/regionLabel';
import { asForm, blueprintOf, problemsOf } from './FormDefaults';
import { problemsOfSection } from './formSection';
import { limitsOf } from './limitsOf';
import { targetOf } from './targetOf';
import { translationOf } from './translationOf';
import { readStackOf } from './readStackOf';
import { requireApi } from './requireApi';
import { withoutMark, type SecretsFormData } from './SecretsFormData';

/*
 * Checks that run when the user leaves a page of the form. Messages about values come from the specification, so that the form, the
 * actions and the command line agree; all others are translated. No message repeats a value that has not been validated.
 */

const apiOf = (apiHolder: ApiHolder) => requireApi(apiHolder, streamflixApiRef);

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
  const t = translationOf(apiHolder);
  const form = asForm({ ...asForm(formData), suffix });
  const problems = problemsOf(form).filter(({ path }) => path === 'suffix');
  addErrors(field, problems);
  if (problems.length > 0) return;
  const target = targetOf(form);
  const api = apiOf(apiHolder);
  try {
    const { mayCreate } = await api.getInstallation();
    if (!mayCreate) {
      field.addError(t('actions.mayNotCreate'));
      return;
    }
    if (!target) return;
    const { free, owner } = await api.checkSuffix(target, suffix);
    if (!free) {
      const region = regionLabel(target.region);
      field.addError(
        owner
          ? t('form.suffixOwned', { suffix, region, owner: ownerTitle(owner) })
          : t('form.suffixTaken', { suffix, region }),
      );
    }
  } catch (error) {
    field.addError(
      t('validation.suffixFailed', { reason: messageOf(error, t) }),
    );
  }
};

/** What AWS offers; undefined where it cannot be read, which the plan reports. */
const offersFor = async (
  apiHolder: ApiHolder,
  target: AwsTarget | undefined,
): Promise<AccountOffers | undefined> =>
  target &&
  apiOf(apiHolder)
    .getOffers(target)
    .catch(() => undefined);

/** One of the blueprints, and every part exists in the region; the address of the form may contain anything. */
export const validateBlueprint: CustomFieldValidator<string> = async (
  blueprint,
  field,
  { apiHolder, formData },
) => {
  const form = asForm({ ...asForm(formData), blueprint });
  addErrors(
    field,
    problemsOf(form).filter(({ path }) => path === 'blueprint'),
  );
  const [chosen, target] = [blueprintOf(form), targetOf(form)];
  if (!chosen || !target) return;
  describeMissingParts(
    chosen,
    target.region,
    await offersFor(apiHolder, target),
  ).forEach(message => field.addError(message));
};

/** Allowed by the installation and by the blueprint. */
export const validateRegion: CustomFieldValidator<string> = async (
  region,
  field,
  { apiHolder, formData },
) => {
  const t = translationOf(apiHolder);
  try {
    const { regions } = await apiOf(apiHolder).getInstallation();
    addErrors(
      field,
      problemsOf(asForm({ ...asForm(formData), region }), {
        allowedRegions: regions,
      }).filter(({ path }) => path === 'region'),
    );
  } catch (error) {
    field.addError(
      t('validation.regionFailed', { reason: messageOf(error, t) }),
    );
  }
};

/** In the catalog, and allowed for the user. */
export const validateOwner: CustomFieldValidator<string> = async (
  owner,
  field,
  { apiHolder, formData },
) => {
  const t = translationOf(apiHolder);
  const problems = problemsOf(asForm({ ...asForm(formData), owner })).filter(
    ({ path }) => path === 'owner',
  );
  addErrors(field, problems);
  if (problems.length > 0) return;
  try {
    const { owners } = await apiOf(apiHolder).getInstallation();
    const ref = owner.toLocaleLowerCase('en-US');
    if (!owners.any && !owners.own.includes(ref)) {
      field.addError(t('validation.ownerRefused'));
    } else if (
      !(await requireApi(apiHolder, catalogApiRef).getEntityByRef(ref))
    ) {
      field.addError(t('validation.ownerUnknown'));
    }
  } catch (error) {
    field.addError(
      t('validation.ownerFailed', { reason: messageOf(error, t) }),
    );
  }
};

/** @throws Error when the specification of the environment could not be read */
function specOf(
  stack: EnvironmentStack | undefined,
): EnvironmentSpec | undefined {
  if (!stack) return undefined;
  if (!stack.spec.ok) throw new Error(stack.spec.reason);
  return stack.spec.value;
}

/** Why the user may not do this with the environment; undefined if it is allowed. */
async function denialReasonOf(
  apiHolder: ApiHolder,
  { ref }: EnvironmentStack,
  operation: keyof EnvironmentAuthorization,
): Promise<string | undefined> {
  const { [operation]: answer } = await apiOf(apiHolder).getAuthorization(ref);
  return answer.allowed ? undefined : answer.reason;
}

/** Each value, all values together, and the change of the running environment. */
export const validateSection =
  (section: 'size' | 'advanced'): CustomFieldValidator<Values> =>
  async (values, field, { apiHolder, formData }) => {
    const t = translationOf(apiHolder);
    try {
      const stack = await readStackOf(apiHolder, formData);
      const running = specOf(stack);
      const form = { ...asForm(formData), [section]: values };
      const offers = await offersFor(apiHolder, stack?.ref ?? targetOf(form));
      // Without it, the plan reports what is not allowed.
      const installation = await apiOf(apiHolder)
        .getInstallation()
        .catch(() => undefined);
      const limits = installation && limitsOf(installation, running);
      addErrors(
        field,
        problemsOfSection(form, section, { running, offers, limits }),
      );
    } catch (error) {
      field.addError(
        t('validation.environmentFailed', { reason: messageOf(error, t) }),
      );
    }
  };

/** The checks of every section; also, each name must be listed or used by the running environment. */
export const validateSecrets: CustomFieldValidator<SecretsFormData> = async (
  secrets,
  field,
  { apiHolder, formData },
) => {
  const t = translationOf(apiHolder);
  const unlisted = [secrets.unlisted ?? []].flat();
  const names = withoutMark(secrets);
  const form = { ...asForm(formData), secrets: names };
  if (unlisted.length > 0) {
    field.addError(t('validation.secretUnlisted'));
  }
  try {
    const stack = await readStackOf(apiHolder, formData);
    const running = specOf(stack);
    addErrors(
      field,
      problemsOfSection(form, 'secrets', { running }).filter(
        ({ path }) => !unlisted.some(each => path === `secrets.${each}`),
      ),
    );
    const inUse = [running?.secrets.database, running?.secrets.apiKeys].flat();
    const given = [names.database ?? [], names.apiKeys ?? []].flat();
    const others = given.filter(name => !inUse.includes(name));
    if (others.length === 0) return;
    const target = stack?.ref ?? targetOf(form);
    if (!target) throw new Error(t('form.secretNoTarget'));
    const list = await apiOf(apiHolder).listSecretNames(target);
    if (!others.every(name => list.names.includes(name))) {
      field.addError(
        list.truncated
          ? t('validation.secretTruncated')
          : t('validation.secretUnknown', {
              region: regionLabel(target.region),
            }),
      );
    }
  } catch (error) {
    field.addError(
      t('validation.secretsFailed', { reason: messageOf(error, t) }),
    );
  }
};

/** The user may change the environment. */
export const validateRunning: CustomFieldValidator<string> = async (
  suffix,
  field,
  { apiHolder, formData },
) => {
  const t = translationOf(apiHolder);
  try {
    const stack = await readStackOf(apiHolder, formData);
    if (!stack) {
      field.addError(t('validation.environmentMissing'));
      return;
    }
    const denial = await denialReasonOf(apiHolder, stack, 'update');
    if (denial) {
      field.addError(denial);
    } else if (!suffix) {
      field.addError(t('validation.environmentReading'));
    }
  } catch (error) {
    field.addError(
      t('validation.environmentFailed', { reason: messageOf(error, t) }),
    );
  }
};

/** The user may destroy the environment, it is not protected, and the user has typed its suffix. */
export const validateDestruction: CustomFieldValidator<string> = async (
  typed,
  field,
  { apiHolder, formData },
) => {
  const t = translationOf(apiHolder);
  try {
    const stack = await readStackOf(apiHolder, formData);
    if (!stack) {
      field.addError(t('validation.environmentMissing'));
      return;
    }
    const { suffix } = stack.ref;
    const denial = await denialReasonOf(apiHolder, stack, 'delete');
    if (denial) {
      field.addError(denial);
    } else if (stack.protected) {
      field.addError(t('validation.protected', { suffix }));
    } else if (typed !== suffix) {
      field.addError(t('validation.confirm', { suffix }));
    }
  } catch (error) {
    field.addError(
      t('validation.environmentFailed', { reason: messageOf(error, t) }),
    );
  }
};
