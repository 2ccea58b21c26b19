import {
  applies,
  isValues,
  valueAt,
  type AccountOffers,
  type EnvironmentForm,
  type EnvironmentSpec,
  type InstallationLimits,
  type Problem,
  type Values,
} from '@streamflix/backstage-plugin-streamflix-common';
import { draftOn, problemsOf, type FormDefaults } from './FormDefaults';
import { isSettingOf, type Setting } from './settings';

/** Properties of the form that hold settings of several parts of the specification. */
export type FormSectionName = 'size' | 'advanced' | 'secrets';

/** A copy with one value set, or removed when it is undefined; sections that become empty are removed too. */
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

/** Whether a value is empty at every depth, as the form library creates it for an optional section. */
function isBlank(value: unknown): boolean {
  return (
    value === undefined ||
    (isValues(value) && Object.values(value).every(isBlank))
  );
}

const isSame = (a: unknown, b: unknown) =>
  JSON.stringify(a) === JSON.stringify(b);

/** The value when the user sets none: the default, adapted to the user's other choices. */
export function defaultAt(
  form: EnvironmentForm,
  defaults: FormDefaults,
  name: FormSectionName,
  path: string,
): unknown {
  const without = {
    ...form,
    [name]: withValue({ ...form[name] }, path, undefined),
  };
  return valueAt(draftOn(defaults, without), path);
}

/**
 * What a form section should contain: only values that differ from the defaults and have an effect. Others would outlive their
 * choice when the user goes back and selects another blueprint or environment.
 */
export function tidied(
  form: EnvironmentForm,
  defaults: FormDefaults,
  name: FormSectionName,
  settings: readonly Setting[],
): Values {
  const draft = draftOn(defaults, form);
  const current: Values = { ...form[name] };
  return settings.reduce<Values>((kept, { path }) => {
    const value = valueAt(current, path);
    if (isBlank(value) || value === '' || !applies(path, draft)) return kept;
    const fallback = defaultAt(form, defaults, name, path);
    // Null removes a value, if there is one.
    const hasNoEffect =
      value === null
        ? !defaults.running || isBlank(fallback)
        : isSame(value, fallback);
    return hasNoEffect ? kept : withValue(kept, path, value);
  }, {});
}

/** Whether two form sections are equal, ignoring empty sections and order. */
export function hasSameValues(
  a: Values,
  b: Values,
  settings: readonly Setting[],
): boolean {
  return settings.every(({ path }) => {
    const [one, other] = [valueAt(a, path), valueAt(b, path)];
    return isSame(one, other) || (isBlank(one) && isBlank(other));
  });
}

/** Whether the field of a value is in a form section. */
const isIn = (name: FormSectionName, path: string) =>
  name === 'secrets' ? path.startsWith('secrets.') : isSettingOf(name, path);

/**
 * Problems for a form section: those reported at one of its values, and those that disappear if it is empty. Both pages of
 * a contradiction thus show it, regardless of which is filled in last.
 */
export function problemsOfSection(
  form: EnvironmentForm,
  name: FormSectionName,
  options: {
    running?: EnvironmentSpec;
    offers?: AccountOffers;
    limits?: InstallationLimits;
  } = {},
): Problem[] {
  const without = new Set(
    problemsOf({ ...form, [name]: undefined }, options).map(
      ({ message }) => message,
    ),
  );
  return problemsOf(form, options).filter(
    ({ path, message }) =>
      !without.has(message) ||
      (path !== '' && valueAt(form[name], path) !== undefined) ||
      isIn(name, path),
  );
}
