import {
  applies,
  blueprints,
  draftOf,
  inputFromForm,
  isValues,
  resolveSpec,
  valueAt,
  type Blueprint,
  type EnvironmentForm,
  type Problem,
  type Values,
} from '@streamflix/backstage-plugin-streamflix-common';

import type { Setting } from './settings';

/** Properties of the form that hold settings of several sections. */
export type DrawerName = 'size' | 'advanced' | 'secrets';

/**
 * The form as it is being filled in. Its shape is claimed, not checked: `resolveSpec` reports what is wrong with it.
 */
export const asForm = (formData: unknown): EnvironmentForm =>
  (isValues(formData) ? formData : {}) as unknown as EnvironmentForm;

export const blueprintOf = (form: EnvironmentForm): Blueprint | undefined =>
  Object.values(blueprints).find(({ id }) => id === form.blueprint);

/** A copy with one value set, or taken out when it is undefined; sections that are left empty go too. */
export function withValue(
  values: Values,
  path: string,
  value: unknown,
): Values {
  const [key, ...rest] = path.split('.');
  const below = values[key];
  const next =
    rest.length > 0
      ? withValue(isValues(below) ? below : {}, rest.join('.'), value)
      : value;
  const { [key]: _, ...others } = values;
  const isEmpty = next === undefined || (rest.length > 0 && isBlank(next));
  return isEmpty ? others : { ...others, [key]: next };
}

/** Whether a value holds nothing, however deep: what the form library puts where a section may come. */
function isBlank(value: unknown): boolean {
  return (
    value === undefined ||
    (isValues(value) && Object.values(value).every(isBlank))
  );
}

const isSame = (a: unknown, b: unknown) =>
  JSON.stringify(a) === JSON.stringify(b);

/** What a value is when the person sets none: the blueprint's, with what hangs on the person's other choices. */
export function defaultAt(
  form: EnvironmentForm,
  blueprint: Blueprint,
  drawer: DrawerName,
  path: string,
): unknown {
  const without = {
    ...form,
    [drawer]: withValue({ ...form[drawer] }, path, undefined),
  };
  return valueAt(draftOf(blueprint, inputFromForm(without)), path);
}

/**
 * What a drawer should hold: only what differs from the blueprint and means anything. Other values would outlive the choice
 * they came from when the person goes back and takes another blueprint.
 */
export function tidied(
  form: EnvironmentForm,
  blueprint: Blueprint,
  drawer: DrawerName,
  settings: readonly Setting[],
): Values {
  const draft = draftOf(blueprint, inputFromForm(form));
  const held: Values = { ...form[drawer] };
  return settings.reduce<Values>((kept, { path }) => {
    const value = valueAt(held, path);
    const isIdle =
      isBlank(value) ||
      value === null ||
      value === '' ||
      !applies(path, draft) ||
      isSame(value, defaultAt(form, blueprint, drawer, path));
    return isIdle ? kept : withValue(kept, path, value);
  }, {});
}

/** Whether two drawers hold the same, empty sections apart and in whatever order. */
export function holdsSame(
  a: Values,
  b: Values,
  settings: readonly Setting[],
): boolean {
  return settings.every(({ path }) => {
    const [one, other] = [valueAt(a, path), valueAt(b, path)];
    return isSame(one, other) || (isBlank(one) && isBlank(other));
  });
}

/** Everything that is wrong with the form as far as it is filled in. */
export function problemsOf(
  form: EnvironmentForm,
  allowedRegions?: readonly string[],
): Problem[] {
  const resolution = resolveSpec(inputFromForm(form), { allowedRegions });
  return resolution.ok ? [] : resolution.problems;
}

/**
 * The problems a drawer is to blame for: those that are told at one of its values, and those that would be gone if the drawer
 * were empty. Both pages of a contradiction thus speak of it, whichever is filled in last.
 */
export function problemsOfDrawer(
  form: EnvironmentForm,
  drawer: DrawerName,
): Problem[] {
  const without = new Set(
    problemsOf({ ...form, [drawer]: undefined }).map(({ message }) => message),
  );
  return problemsOf(form).filter(
    ({ path, message }) =>
      !without.has(message) ||
      (path !== '' && valueAt(form[drawer], path) !== undefined) ||
      (drawer === 'secrets' && path.startsWith('secrets.')),
  );
}
