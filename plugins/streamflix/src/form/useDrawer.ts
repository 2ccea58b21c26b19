import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import {
  applies,
  boundValues,
  valueAt,
  type EnvironmentSpec,
  type Values,
} from '@streamflix/backstage-plugin-streamflix-common';
import { useEffect, useMemo } from 'react';
import { asForm, draftOn, type Basis } from './Basis';
import {
  defaultAt,
  holdsSame,
  problemsOfDrawer,
  tidied,
  withValue,
} from './drawer';
import type { SettingFieldProps } from './SettingField';
import { settingsOfField, type Setting } from './settings';
import { useBasis } from './useBasis';

export type DrawerFieldProps = FieldExtensionComponentProps<Values>;

export interface Drawer {
  basis: Basis;
  /** Settings that have an effect in the current environment, each ready for display. */
  fields: (SettingFieldProps & { setting: Setting })[];
}

/** Optional values; emptying the field removes them. All others are reset to their current value. */
const dispensable = ['tags', 'observability.alarmEmail'];

/** Paths of values that can no longer change. */
function fixedPaths({ running }: Basis, draft: Values): string[] {
  if (!running) return [];
  // Only the database kind of the draft is read, and it is validated elsewhere.
  const next = { ...running, ...draft } as EnvironmentSpec;
  return boundValues(running, next).map(({ path }) => path);
}

/** State and behaviour of a field that holds settings. @returns undefined until its defaults are known */
export function useDrawer(
  name: 'size' | 'advanced',
  props: DrawerFieldProps,
): Drawer | undefined {
  const { formData, formContext, schema, disabled, readonly, onChange } = props;
  const { basis } = useBasis(formContext?.formData);
  const isChange = basis?.running !== undefined;
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

  // Another blueprint, or another kind of store, leaves values behind that no longer apply.
  const held: Values = formData ?? {};
  const kept = basis ? tidied(form, basis, name, settings) : held;
  const isTidy = holdsSame(held, kept, settings);
  useEffect(() => {
    if (!isTidy) onChange(kept);
  });

  return useMemo(() => {
    if (!basis) return undefined;
    const draft = draftOn(basis, form);
    const problems = problemsOfDrawer(form, name, basis.running);
    const fixed = fixedPaths(basis, draft);
    const set = (path: string, value: unknown) => {
      const meant =
        value === undefined && isChange && dispensable.includes(path)
          ? null
          : value;
      onChange(
        tidied(
          { ...form, [name]: withValue({ ...formData }, path, meant) },
          basis,
          name,
          settings,
        ),
      );
    };
    return {
      basis,
      fields: settings
        .filter(({ path }) => applies(path, draft))
        .map(setting => ({
          setting,
          value: valueAt(formData, setting.path),
          fallback: defaultAt(form, basis, name, setting.path),
          isRunning: isChange,
          problem: problems.find(({ path }) => path === setting.path)?.message,
          isDisabled: disabled || readonly || fixed.includes(setting.path),
          onChange: value => set(setting.path, value),
        })),
    };
  }, [
    basis,
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
