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
import type { Translate } from '../translation';
import { readStackOf } from './readStackOf';
import { requireApi } from './requireApi';
import { withoutMark, type SecretsFormData } from './SecretsFormData';

/*
 * Checks that run when the user leaves a page of the form. Messages about values come from the specification, so that the form, the
 * actions and the command line agree; all others are translated. No message repeats a value that has not been validated.
 */

const apiOf = (apiHolder: ApiHolder) => requireApi(apiHolder, streamflixApiRef);

const addErrors = (field: Field, problems: readonly { message: string }[]) =>
  problems.forEach(({ message }) => field.addError(message));

interface Context {
  apiHolder: ApiHolder;
  formData: unknown;
  t: Translate;
}

interface Field {
  addError(message: string): void;
}

/** A check that makes requests: the error of one becomes an error of the field. */
const requesting =
  <Value>(
    failed: `validation.${
      | 'suffix'
      | 'region'
      | 'owner'
      | 'environment'
      | 'secrets'}Failed`,
    check: (value: Value, field: Field, context: Context) => Promise<void>,
  ): CustomFieldValidator<Value> =>
  async (value, field, { apiHolder, formData }) => {
    const t = translationOf(apiHolder);
    try {
      await check(value, field, { apiHolder, formData, t });
    } catch (error) {
      field.addError(t(failed, { reason: messageOf(error, t) }));
    }
  };

/** The user may create environments; the suffix is well formed, and free in its account and region. */
export const validateSuffix = requesting<string>(
  'validation.suffixFailed',
  async (suffix, field, { apiHolder, formData, t }) => {
    const form = asForm({ ...asForm(formData), suffix });
    const problems = problemsOf(form).filter(({ path }) => path === 'suffix');
    addErrors(field, problems);
    if (problems.length > 0) return;
    const target = targetOf(form);
    const api = apiOf(apiHolder);
    const { mayCreate } = await api.getInstallation();
    if (!mayCreate) {
      field.addError(t('actions.mayNotCreate'));
      return;
    }
    if (!target) return;
    const { free, owner } = await api.checkSuffix(target, suffix);
    if (free) return;
    const region = regionLabel(target.region);
    field.addError(
      owner
        ? t('form.suffixOwned', { suffix, region, owner: ownerTitle(owner) })
        : t('form.suffixTaken', { suffix, region }),
    );
  },
);

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
export const validateRegion = requesting<string>(
  'validation.regionFailed',
  async (region, field, { apiHolder, formData }) => {
    const { regions } = await apiOf(apiHolder).getInstallation();
    const form = asForm({ ...asForm(formData), region });
    addErrors(
      field,
      problemsOf(form, { allowedRegions: regions }).filter(
        ({ path }) => path === 'region',
      ),
    );
  },
);

/** In the catalog, and allowed for the user. */
export const validateOwner = requesting<string>(
  'validation.ownerFailed',
  async (owner, field, { apiHolder, formData, t }) => {
    const form = asForm({ ...asForm(formData), owner });
    const problems = problemsOf(form).filter(({ path }) => path === 'owner');
    addErrors(field, problems);
    if (problems.length > 0) return;
    const { owners } = await apiOf(apiHolder).getInstallation();
    const ref = owner.toLocaleLowerCase('en-US');
    if (!owners.any && !owners.own.includes(ref)) {
      field.addError(t('validation.ownerRefused'));
      return;
    }
    const catalog = requireApi(apiHolder, catalogApiRef);
    if (!(await catalog.getEntityByRef(ref))) {
      field.addError(t('validation.ownerUnknown'));
    }
  },
);

/** @throws Error when the specification of the environment could not be read */
function specOf(
  stack: EnvironmentStack | undefined,
): EnvironmentSpec | undefined {
  if (!stack) return undefined;
  if (!stack.spec.ok) throw new Error(stack.spec.reason);
  return stack.spec.value;
}

/** Each value, all values together, and the change of the running environment. */
export const validateSection = (section: 'size' | 'advanced') =>
  requesting<Values>(
    'validation.environmentFailed',
    async (values, field, { apiHolder, formData }) => {
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
    },
  );

/** The checks of every section; also, each name must be listed or used by the running environment. */
export const validateSecrets = requesting<SecretsFormData>(
  'validation.secretsFailed',
  async (secrets, field, { apiHolder, formData, t }) => {
    const unlisted = [secrets.unlisted ?? []].flat();
    const names = withoutMark(secrets);
    const form = { ...asForm(formData), secrets: names };
    if (unlisted.length > 0) {
      field.addError(t('validation.secretUnlisted'));
    }
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
    if (others.every(name => list.names.includes(name))) return;
    field.addError(
      list.truncated
        ? t('validation.secretTruncated')
        : t('validation.secretUnknown', {
            region: regionLabel(target.region),
          }),
    );
  },
);

/** The environment, if the user may do this with it; adds an error if not. */
async function permittedStack(
  operation: keyof EnvironmentAuthorization,
  field: Field,
  { apiHolder, formData, t }: Context,
): Promise<EnvironmentStack | undefined> {
  const stack = await readStackOf(apiHolder, formData);
  if (!stack) {
    field.addError(t('validation.environmentMissing'));
    return undefined;
  }
  const { [operation]: answer } = await apiOf(apiHolder).getAuthorization(
    stack.ref,
  );
  if (answer.allowed) return stack;
  field.addError(answer.reason);
  return undefined;
}

/** The user may change the environment. */
export const validateRunning = requesting<string>(
  'validation.environmentFailed',
  async (suffix, field, context) => {
    const stack = await permittedStack('update', field, context);
    if (stack && !suffix) {
      field.addError(context.t('validation.environmentReading'));
    }
  },
);

/** The user may destroy the environment, it is not protected, and the user has typed its suffix. */
export const validateDestruction = requesting<string>(
  'validation.environmentFailed',
  async (typed, field, context) => {
    const stack = await permittedStack('delete', field, context);
    if (!stack) return;
    const { suffix } = stack.ref;
    if (stack.protected) {
      field.addError(context.t('validation.protected', { suffix }));
    } else if (typed !== suffix) {
      field.addError(context.t('validation.confirm', { suffix }));
    }
  },
);
