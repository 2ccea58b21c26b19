import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { Alert } from '@backstage/ui';
import {
  checkChange,
  differencesBetween,
  isValues,
  resolveSpec,
  type Difference,
  type EnvironmentForm,
  type Problem,
} from '@streamflix/backstage-plugin-streamflix-common';
import { useMemo } from 'react';
import { streamflixTranslationRef } from '../translation';
import { asForm, draftOn, inputOn, type FormDefaults } from './FormDefaults';
import styles from './Form.module.css';
import { MissingDefaults } from './MissingDefaults';
import { useDerivedFormData } from './useDerivedFormData';
import { useFormDefaults } from './useFormDefaults';

/** A short text for a value. */
function useValueText() {
  const { t } = useTranslationRef(streamflixTranslationRef);
  return (value: unknown): string => {
    if (typeof value === 'boolean')
      return t(value ? 'running.on' : 'running.off');
    const text = isValues(value)
      ? Object.entries(value)
          .map(([key, each]) => `${key}=${each}`)
          .join(', ')
      : [value ?? []].flat().join(', ');
    return text || t('running.none');
  };
}

/**
 * How the form differs from its defaults: those of the blueprint, or the running environment. Its problems are those of a change;
 * a new environment has none here, because its secrets are on the same page.
 */
function compare(
  defaults: FormDefaults | undefined,
  form: EnvironmentForm,
): { differences: Difference[]; problems: Problem[] } {
  if (!defaults) return { differences: [], problems: [] };
  const { running } = defaults;
  if (!running) {
    const { suffix, blueprint, region, owner } = form;
    const [from, to] = [{ suffix, blueprint, region, owner }, form].map(each =>
      draftOn(defaults, each),
    );
    return { differences: differencesBetween(from, to), problems: [] };
  }
  const resolution = resolveSpec(inputOn(running, form));
  return resolution.ok
    ? {
        differences: differencesBetween(running, resolution.spec),
        problems: checkChange(running, resolution.spec),
      }
    : { differences: [], problems: resolution.problems };
}

/** The differences, value by value: the form's summary for the review step. The actions do not receive it. */
export function StreamflixDifferences(
  props: FieldExtensionComponentProps<string[]>,
) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const textOf = useValueText();
  const { schema, formData = [], formContext, onChange } = props;
  const whole = formContext?.formData;
  const { defaults, isChange } = useFormDefaults(whole);
  const { differences, problems } = useMemo(
    () => compare(defaults, asForm(whole)),
    [defaults, whole],
  );

  const summary = differences.map(
    ({ title, from, to }) => `${title}: ${textOf(from)} → ${textOf(to)}`,
  );
  const isCurrent = JSON.stringify(summary) === JSON.stringify(formData);
  useDerivedFormData(
    summary.length > 0 ? summary : undefined,
    isCurrent,
    onChange,
  );

  if (isChange && !defaults) return <MissingDefaults formData={whole} />;
  if (problems.length > 0) {
    return (
      <Alert
        role="alert"
        status="danger"
        icon
        title={t('running.refused')}
        description={problems.map(({ message }) => message).join(' ')}
      />
    );
  }
  if (differences.length === 0) {
    return isChange ? (
      <Alert status="info" icon title={t('running.same')} />
    ) : null;
  }
  return (
    <div className={styles.field}>
      <table className={styles.table}>
        <caption className={styles.legend}>{schema.title}</caption>
        <thead>
          <tr>
            <th scope="col">{t('running.value')}</th>
            <th scope="col">
              {isChange ? t('running.now') : t('overview.blueprint')}
            </th>
            <th scope="col">
              {isChange ? t('running.then') : t('form.chosen')}
            </th>
          </tr>
        </thead>
        <tbody>
          {differences.map(({ path, title, from, to }) => (
            <tr key={path}>
              <th scope="row">{title}</th>
              <td>{textOf(from)}</td>
              <td>{textOf(to)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {isChange && <p className={styles.hint}>{t('running.planNote')}</p>}
    </div>
  );
}
