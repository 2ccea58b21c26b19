import {
  blueprints,
  checkChange,
  checkOffers,
  draftOf,
  environmentInputJsonSchema,
  inputFromForm,
  inputOfChange,
  isValues,
  resolveSpec,
  type AccountOffers,
  type Blueprint,
  type EnvironmentForm,
  type EnvironmentInput,
  type EnvironmentSpec,
  type InstallationLimits,
  type OfferFindings,
  type Problem,
  type Values,
} from '@streamflix/backstage-plugin-streamflix-common';
import { withoutMark } from './SecretsFormData';

/** The initial values of a form: the defaults of a blueprint, or a running environment. */
export interface FormDefaults {
  blueprint: Blueprint;
  /** The environment to change; undefined for a new one. */
  running?: EnvironmentSpec;
}

const settings = new Set([
  ...Object.keys(environmentInputJsonSchema().properties ?? {}),
  'size',
  'advanced',
]);

/**
 * The settings in the current form data, without the mark of `SecretsFormData` and the empty values of `withFormBehavior`. What
 * else the form holds, such as its own summary, must not count as a setting. Shapes are not checked: `resolveSpec` reports problems with them.
 */
export function asForm(formData: unknown): EnvironmentForm {
  const form: Values = isValues(formData) ? formData : {};
  return Object.fromEntries(
    Object.entries(form)
      .filter(([name, value]) => settings.has(name) && value !== '')
      .map(([name, value]) => [
        name,
        name === 'secrets' && isValues(value) ? withoutMark(value) : value,
      ]),
  ) as unknown as EnvironmentForm;
}

export const blueprintOf = ({
  blueprint,
}: Pick<EnvironmentForm, 'blueprint'>): Blueprint | undefined =>
  Object.values(blueprints).find(({ id }) => id === blueprint);

/** The complete input the form results in; for a running environment, only settings can be given. */
export function inputOn(
  running: EnvironmentSpec | undefined,
  form: EnvironmentForm,
): EnvironmentInput {
  const { size, advanced, secrets } = form;
  return running
    ? inputOfChange(running, { size, advanced, secrets })
    : inputFromForm(form);
}

/** The resulting values of the form so far, unchecked. */
export const draftOn = (
  { blueprint, running }: FormDefaults,
  form: EnvironmentForm,
): Values => draftOf(blueprint, inputOn(running, form));

/** All problems of the form so far. */
export function problemsOf(
  form: EnvironmentForm,
  options: {
    running?: EnvironmentSpec;
    allowedRegions?: readonly string[];
    /** What AWS offers the account. */
    offers?: AccountOffers;
    /** What the installation lets environments use. */
    limits?: InstallationLimits;
  } = {},
): Problem[] {
  const { running, allowedRegions, offers, limits } = options;
  const resolution = resolveSpec(inputOn(running, form), {
    allowedRegions,
    limits,
  });
  if (!resolution.ok) return resolution.problems;
  const { spec } = resolution;
  return [
    ...(running ? checkChange(running, spec) : []),
    ...(offers ? checkOffers(spec, offers, running).problems : []),
  ];
}

/** What a plan of the form so far would find in what AWS offers; nothing while the form has other problems, or nothing is known. */
export function offerFindingsOf(
  form: EnvironmentForm,
  offers: AccountOffers | undefined,
  running?: EnvironmentSpec,
): OfferFindings {
  const resolution = resolveSpec(inputOn(running, form));
  return resolution.ok && offers
    ? checkOffers(resolution.spec, offers, running)
    : { problems: [], warnings: [] };
}
