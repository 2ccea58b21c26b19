import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import {
  applies,
  boundValues,
  valueAt,
  type EnvironmentSpec,
  type Values,
} from '@streamflix/backstage-plugin-streamflix-common';
import { useMemo } from 'react';
import { asForm, draftOn, type FormDefaults } from './FormDefaults';
import {
  defaultAt,
  hasSameValues,
  problemsOfSection,
  tidied,
  withValue,
} from './formSection';
import type { SettingFieldProps } from './SettingField';
import { settingsOfField, type Setting } from './settings';
import { suggestionsFor } from './suggestionsFor';
import { useDerivedFormData } from './useDerivedFormData';
import { useFormDefaults } from './useFormDefaults';
import { useOffers } from './useOffers';

export type FormSectionProps = FieldExtensionComponentProps<Values>;

export interface FormSection {
  defaults: FormDefaults;
  /** Settings that have an effect in the current environment, each ready for display. */
  fields: (SettingFieldProps & { setting: Setting })[];
}

/** Optional values; emptying the field removes them. All others are reset to their current value. */
const dispensable = ['tags', 'observability.alarmEmail'];

/** Paths of values that can no longer change. */
function fixedPaths({ running }: FormDefaults, draft: Values): string[] {
  if (!running) return [];
  // Only the database kind of the draft is read, and it is validated elsewhere.
  const next = { ...running, ...draft } as EnvironmentSpec;
  return boundValues(running, next).map(({ path }) => path);
}

/** State and behaviour of a field that holds settings. @returns undefined until its defaults are known */
export function useFormSection(
  name: 'size' | 'advanced',
  props: FormSectionProps,
): FormSection | undefined {
  const { formData, formContext, schema, disabled, readonly, onChange } = props;
  const { defaults, target } = useFormDefaults(formContext?.formData);
  const isChange = defaults?.running !== undefined;
  const settings = useMemo(
    () =>
      settingsOfField(name, schema).filter(
        // The account cannot change; it is shown with the environment.
        ({ path }) => !isChange || path !== 'account',
      ),
    [name, schema, isChange],
  );
  const form = useMemo(
    () => ({ ...asForm(formContext?.formData), [name]: formData }),
    [formContext?.formData, name, formData],
  );

  const offers = useOffers(target);

  // Another blueprint, or another kind of store, leaves values behind that no longer apply.
  const current: Values = formData ?? {};
  const kept = defaults ? tidied(form, defaults, name, settings) : current;
  const isTidy = hasSameValues(current, kept, settings);
  useDerivedFormData(kept, isTidy, onChange);

  return useMemo(() => {
    if (!defaults) return undefined;
    const draft = draftOn(defaults, form);
    const problems = problemsOfSection(form, name, defaults.running);
    const fixed = fixedPaths(defaults, draft);
    const set = (path: string, value: unknown) => {
      const meant =
        value === undefined && isChange && dispensable.includes(path)
          ? null
          : value;
      onChange(
        tidied(
          { ...form, [name]: withValue({ ...formData }, path, meant) },
          defaults,
          name,
          settings,
        ),
      );
    };
    return {
      defaults,
      fields: settings
        .filter(({ path }) => applies(path, draft))
        .map(setting => ({
          setting,
          suggestions: suggestionsFor(setting.path, offers, draft),
          value: valueAt(formData, setting.path),
          fallback: defaultAt(form, defaults, name, setting.path),
          isRunning: isChange,
          problem: problems.find(({ path }) => path === setting.path)?.message,
          isDisabled: disabled || readonly || fixed.includes(setting.path),
          onChange: value => set(setting.path, value),
        })),
    };
  }, [
    defaults,
    offers,
    isChange,
    form,
    name,
    settings,
    formData,
    disabled,
    readonly,
    onChange,
  ]);
}
