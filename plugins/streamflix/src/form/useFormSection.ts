import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import {
  applies,
  boundValues,
  fargateMemoryOf,
  partsMissingIn,
  valueAt,
  type EnvironmentSpec,
  type Values,
  type ZoneNeeds,
} from '@streamflix/backstage-plugin-streamflix-common';
import { useMemo } from 'react';
import { useInstallation } from '../api/useInstallation';
import {
  asForm,
  draftOn,
  offerFindingsOf,
  type FormDefaults,
} from './FormDefaults';
import {
  defaultAt,
  hasSameValues,
  problemsOfSection,
  tidied,
  withValue,
} from './formSection';
import type { SettingFieldProps } from './SettingField';
import { limitsOf } from './limitsOf';
import { isSettingOf, settingsOfField, type Setting } from './settings';
import { suggestionsFor } from './suggestionsFor';
import { useDerivedFormData } from './useDerivedFormData';
import { useFormDefaults } from './useFormDefaults';
import { useOffers } from './useOffers';

export type FormSectionProps = FieldExtensionComponentProps<Values>;

export interface FormSection {
  defaults: FormDefaults;
  /** Settings that have an effect in the current environment, each ready for display. */
  fields: (SettingFieldProps & { setting: Setting })[];
  /** Errors of the last attempt to leave the page that are not those of a shown field. */
  otherErrors: string[];
  /** Whether the user tried to leave the page, and it has errors. */
  isRefused: boolean;
}

/** Optional values; emptying the field removes them. All others are reset to their current value. */
const dispensable = ['tags', 'observability.alarmEmail'];

/** The account and the zones of a running environment never change: they are not offered. */
const neverInChange = ['account', 'network.zoneIds'];

/** Paths of values that can no longer change. */
function fixedPaths({ running }: FormDefaults, draft: Values): string[] {
  if (!running) return [];
  // Only the database kind of the draft is read, and it is validated elsewhere.
  const next = { ...running, ...draft } as EnvironmentSpec;
  return boundValues(running, next).map(({ path }) => path);
}

/** The amounts of memory that a task can have with its CPU. */
function choicesFor(
  path: string,
  draft: Values,
): readonly number[] | undefined {
  const [part, key] = path.split('.');
  if (key !== 'memory') return undefined;
  const choices = fargateMemoryOf(Number(valueAt(draft, `${part}.cpu`)));
  return choices.length > 0 ? choices : undefined;
}

/** What each zone lacks for the draft. */
const excludedZones = (
  zones: readonly string[] = [],
  region = '',
  draft: Values,
): Record<string, string> =>
  Object.fromEntries(
    zones.flatMap(id => {
      // Its kinds and switches are selected, never typed.
      const parts = partsMissingIn(id, region, draft as unknown as ZoneNeeds);
      return parts.length > 0 ? [[id, parts.join(', ')]] : [];
    }),
  );

/** State and behaviour of a field that holds settings. @returns undefined until its defaults are known */
export function useFormSection(
  name: 'size' | 'advanced',
  props: FormSectionProps,
): FormSection | undefined {
  const { formData, formContext, schema, disabled, readonly, onChange } = props;
  const { rawErrors = [] } = props;
  const { defaults, target } = useFormDefaults(formContext?.formData);
  const isChange = defaults?.running !== undefined;
  const settings = useMemo(
    () =>
      settingsOfField(name, schema).filter(
        ({ path }) => !isChange || !neverInChange.includes(path),
      ),
    [name, schema, isChange],
  );
  const form = useMemo(
    () => ({ ...asForm(formContext?.formData), [name]: formData }),
    [formContext?.formData, name, formData],
  );

  const offers = useOffers(target);
  const { installation } = useInstallation();

  // Another blueprint, or another kind of store, leaves values behind that no longer apply.
  const current: Values = formData ?? {};
  const kept = defaults ? tidied(form, defaults, name, settings) : current;
  const isTidy = hasSameValues(current, kept, settings);
  const problems = useMemo(
    () =>
      defaults
        ? problemsOfSection(form, name, {
            running: defaults.running,
            offers,
            limits: installation && limitsOf(installation, defaults.running),
          })
        : [],
    [defaults, form, name, offers, installation],
  );
  // Backstage validates only fields that have a value: without one, a default that AWS does not offer would not stop the form.
  const isValidated = formData !== undefined || problems.length === 0;
  useDerivedFormData(kept, isTidy && isValidated, onChange);

  return useMemo(() => {
    if (!defaults) return undefined;
    const draft = draftOn(defaults, form);
    const { warnings } = offerFindingsOf(form, offers, defaults.running);
    const messageAt = (at: string, among: typeof problems) =>
      among
        .filter(({ path }) => path === at)
        .map(({ message }) => message)
        .join(' ') || undefined;
    const shown = settings.filter(({ path }) => applies(path, draft));
    const isShown = ({ path }: (typeof problems)[number]) =>
      shown.some(setting => setting.path === path) ||
      isSettingOf(name === 'size' ? 'advanced' : 'size', path);
    const placed = problems.filter(isShown).map(({ message }) => message);
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
      otherErrors: rawErrors.filter(message => !placed.includes(message)),
      isRefused: rawErrors.length > 0,
      fields: shown.map(setting => ({
        setting,
        suggestions: suggestionsFor(setting.path, offers, draft),
        choices: choicesFor(setting.path, draft),
        excluded:
          setting.path === 'network.zoneIds'
            ? excludedZones(offers?.zones, target?.region, draft)
            : undefined,
        value: valueAt(formData, setting.path),
        fallback: defaultAt(form, defaults, name, setting.path),
        isRunning: isChange,
        problem: messageAt(setting.path, problems),
        note: messageAt(setting.path, warnings),
        isDisabled: disabled || readonly || fixed.includes(setting.path),
        onChange: value => set(setting.path, value),
      })),
    };
  }, [
    defaults,
    target,
    offers,
    problems,
    isChange,
    form,
    name,
    settings,
    formData,
    rawErrors,
    disabled,
    readonly,
    onChange,
  ]);
}
