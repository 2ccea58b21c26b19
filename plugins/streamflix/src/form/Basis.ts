import {
  blueprints,
  checkChange,
  draftOf,
  inputFromForm,
  inputOfChange,
  isValues,
  resolveSpec,
  type Blueprint,
  type EnvironmentForm,
  type EnvironmentInput,
  type EnvironmentSpec,
  type Problem,
  type Values,
} from '@streamflix/backstage-plugin-streamflix-common';
import { withoutMark } from './SecretsFormData';

/** What a form begins with: the defaults of a blueprint, or an environment that runs. */
export interface Basis {
  blueprint: Blueprint;
  /** The environment that is to be changed; undefined for a new one. */
  running?: EnvironmentSpec;
}

/**
 * The form as it is being filled in, without the mark of `SecretsFormData`. Its shape is not checked: `resolveSpec` reports what
 * is wrong with it.
 */
export function asForm(formData: unknown): EnvironmentForm {
  const form: Values = isValues(formData) ? formData : {};
  const { secrets } = form;
  return (isValues(secrets)
    ? { ...form, secrets: withoutMark(secrets) }
    : form) as unknown as EnvironmentForm;
}

export const blueprintOf = ({
  blueprint,
}: Pick<EnvironmentForm, 'blueprint'>): Blueprint | undefined =>
  Object.values(blueprints).find(({ id }) => id === blueprint);

/** The whole environment the form amounts to; of one that runs, only settings can be given. */
export function inputOn(
  running: EnvironmentSpec | undefined,
  form: EnvironmentForm,
): EnvironmentInput {
  const { size, advanced, secrets } = form;
  return running
    ? inputOfChange(running, { size, advanced, secrets })
    : inputFromForm(form);
}

/** What every value will be, as far as the form is filled in; checked by nobody. */
export const draftOn = (
  { blueprint, running }: Basis,
  form: EnvironmentForm,
): Values => draftOf(blueprint, inputOn(running, form));

/** Everything that is wrong with the form as far as it is filled in. */
export function problemsOf(
  form: EnvironmentForm,
  options: {
    running?: EnvironmentSpec;
    allowedRegions?: readonly string[];
  } = {},
): Problem[] {
  const { running, allowedRegions } = options;
  const resolution = resolveSpec(inputOn(running, form), { allowedRegions });
  if (!resolution.ok) return resolution.problems;
  return running ? checkChange(running, resolution.spec) : [];
}
