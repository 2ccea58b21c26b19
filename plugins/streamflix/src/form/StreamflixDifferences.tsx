import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { Alert } from '@backstage/ui';
import {
  checkChange,
  differencesBetween,
  isValues,
  newEnvironmentWarnings,
  resolveSpec,
  type AccountOffers,
  type Difference,
  type EnvironmentForm,
  type Problem,
} from '@streamflix/backstage-plugin-streamflix-common';
import { useMemo } from 'react';
import { useSettingText } from '../components/useSettingText';
import { streamflixTranslationRef } from '../translation';
import {
  asForm,
  draftOn,
  inputOn,
  offerFindingsOf,
  type FormDefaults,
} from './FormDefaults';
import styles from './Form.module.css';
import { MissingDefaults } from './MissingDefaults';
import { asReviewFormData } from './ReviewFormData';
import { useDerivedFormData } from './useDerivedFormData';
import { useFormDefaults } from './useFormDefaults';
import { useOffers } from './useOffers';

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

/** What may fail although the form accepts it, and what AWS could not be asked. */
function Uncertain({
  form,
  running,
  offers,
}: {
  form: EnvironmentForm;
  running: FormDefaults['running'];
  offers: AccountOffers | undefined;
}) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const resolution = resolveSpec(inputOn(running, form));
  const messages = [
    ...(resolution.ok && !running
      ? newEnvironmentWarnings(resolution.spec)
      : []),
    ...offerFindingsOf(form, offers, running).warnings.map(
      ({ message }) => message,
    ),
  ];
  const unread = offers?.unread ?? [];
  return (
    <>
      {messages.length > 0 && (
        <Alert
          status="warning"
          icon
          title={t('running.uncertain')}
          description={messages.join(' ')}
        />
      )}
      {unread.length > 0 && (
        <Alert
          status="warning"
          icon
          title={t('running.unread')}
          description={t('running.unreadNote', { reasons: unread.join(' ') })}
        />
      )}
    </>
  );
}

/** Whether the review on the same page has listed what refuses the request, or its change set can be executed. */
function hasReviewed(whole: unknown): boolean {
  const { pending, changeSetArn } = asReviewFormData(
    isValues(whole) ? whole.review : undefined,
  );
  return pending === 'refused' || changeSetArn !== undefined;
}

/** The differences, value by value: the form's summary for the review step. The actions do not receive it. */
export function StreamflixDifferences(
  props: FieldExtensionComponentProps<string[]>,
) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const textOf = useSettingText();
  const { schema, formData = [], formContext, onChange } = props;
  const whole = formContext?.formData;
  const { defaults, target, isChange } = useFormDefaults(whole);
  const running = defaults?.running;
  const offers = useOffers(target);
  const form = useMemo(() => asForm(whole), [whole]);
  const { differences, problems } = useMemo(() => {
    const found = compare(defaults, form);
    const refused = offerFindingsOf(form, offers, running).problems;
    return { ...found, problems: [...found.problems, ...refused] };
  }, [defaults, form, offers, running]);

  const summary = differences.map(
    ({ path, title, from, to }) =>
      `${title}: ${textOf(path, from)} → ${textOf(path, to)}`,
  );
  const isCurrent = JSON.stringify(summary) === JSON.stringify(formData);
  useDerivedFormData(
    summary.length > 0 ? summary : undefined,
    isCurrent,
    onChange,
  );

  if (isChange && !defaults) return <MissingDefaults formData={whole} />;
  const isReviewed = hasReviewed(whole);
  const uncertain = !isReviewed && (
    <Uncertain form={form} running={running} offers={offers} />
  );
  if (problems.length > 0 && !isReviewed) {
    return (
      <Alert
        role="alert"
        status="danger"
        icon
        title={t(isChange ? 'running.refused' : 'running.planRefuses')}
        description={problems.map(({ message }) => message).join(' ')}
      />
    );
  }
  if (differences.length === 0) {
    return (
      <div className={styles.field}>
        {isChange && problems.length === 0 && (
          <Alert status="info" icon title={t('running.same')} />
        )}
        {uncertain}
      </div>
    );
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
              <td>{textOf(path, from)}</td>
              <td>{textOf(path, to)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {uncertain}
    </div>
  );
}
