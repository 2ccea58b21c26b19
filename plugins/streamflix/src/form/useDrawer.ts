import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import {
  applies,
  draftOf,
  inputFromForm,
  valueAt,
  type Blueprint,
  type Values,
} from '@streamflix/backstage-plugin-streamflix-common';
import { useEffect, useMemo } from 'react';

import {
  asForm,
  blueprintOf,
  defaultAt,
  holdsSame,
  problemsOfDrawer,
  tidied,
  withValue,
} from './drawer';
import type { SettingFieldProps } from './SettingField';
import { settingsOfField, type Setting } from './settings';

export type DrawerFieldProps = FieldExtensionComponentProps<Values>;

export interface Drawer {
  blueprint: Blueprint;
  /** Settings that mean something in the environment as it is, each ready to show. */
  fields: (SettingFieldProps & { setting: Setting })[];
}

/** What a field that holds settings shows and does. @returns undefined before a blueprint is chosen */
export function useDrawer(
  name: 'size' | 'advanced',
  props: DrawerFieldProps,
): Drawer | undefined {
  const { formData, formContext, schema, disabled, readonly, onChange } = props;
  const settings = useMemo(() => settingsOfField(name, schema), [name, schema]);
  const form = useMemo(
    () => ({ ...asForm(formContext?.formData), [name]: formData }),
    [formContext?.formData, name, formData],
  );
  const blueprint = blueprintOf(form);

  // Another blueprint, or another kind of store, leaves values behind that mean nothing any more.
  const held: Values = formData ?? {};
  const kept = blueprint ? tidied(form, blueprint, name, settings) : held;
  const isTidy = holdsSame(held, kept, settings);
  useEffect(() => {
    if (!isTidy) onChange(kept);
  });

  return useMemo(() => {
    if (!blueprint) return undefined;
    const draft = draftOf(blueprint, inputFromForm(form));
    const problems = problemsOfDrawer(form, name);
    return {
      blueprint,
      fields: settings
        .filter(({ path }) => applies(path, draft))
        .map(setting => ({
          setting,
          value: valueAt(formData, setting.path),
          fallback: defaultAt(form, blueprint, name, setting.path),
          problem: problems.find(({ path }) => path === setting.path)?.message,
          isDisabled: disabled || readonly,
          onChange: value =>
            onChange(
              tidied(
                {
                  ...form,
                  [name]: withValue({ ...formData }, setting.path, value),
                },
                blueprint,
                name,
                settings,
              ),
            ),
        })),
    };
  }, [blueprint, form, name, settings, formData, disabled, readonly, onChange]);
}
