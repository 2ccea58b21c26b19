import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import {
  applies,
  boundValues,
  environmentInputJsonSchema,
  titleOf,
  type EnvironmentSpec,
} from '@streamflix/backstage-plugin-streamflix-common';
import { useMemo, useState } from 'react';
import type { AwsTarget } from '../api';
import { regionLabel } from '../components/regionLabel';
import { streamflixTranslationRef } from '../translation';
import { ApiKeyFields } from './ApiKeyFields';
import { asForm, draftOn, problemsOf, type FormDefaults } from './FormDefaults';
import { problemsOfSection } from './formSection';
import { FieldProblems } from './FieldProblems';
import styles from './Form.module.css';
import { MissingDefaults } from './MissingDefaults';
import { SecretNameField } from './SecretNameField';
import { SecretNotes } from './SecretNotes';
import {
  entriesOf,
  isSameSecrets,
  isUnlisted,
  secretsOf,
  withoutMark,
  type SecretEntry,
  type SecretField,
  type SecretsFormData,
} from './SecretsFormData';
import { settingsOf } from './settings';
import { useDerivedFormData } from './useDerivedFormData';
import { useFormDefaults } from './useFormDefaults';
import { useSecretNames } from './useSecretNames';

const texts = Object.fromEntries(
  settingsOf(environmentInputJsonSchema())
    .filter(({ section }) => section === 'secrets')
    .map(({ path, schema }) => [path, schema]),
);

/** Problem of a text as the name of a secret, from the specification; it never repeats the text. */
const problemWithName = (field: SecretField, text: string) =>
  problemsOf({
    ...asForm({}),
    secrets: field === 'database' ? { database: text } : { apiKeys: [text] },
  }).find(({ path }) => path.startsWith(`secrets.${field}`))?.message;

type SecretsProps = FieldExtensionComponentProps<SecretsFormData>;

/** Names of existing secrets; the values stay in AWS. */
export function StreamflixSecrets(props: SecretsProps) {
  const { defaults, target, isChange } = useFormDefaults(
    props.formContext?.formData,
  );
  // Names that the running environment uses are valid without being listed, so they must be known first.
  return isChange && !defaults ? (
    <MissingDefaults formData={props.formContext?.formData} />
  ) : (
    <SecretNamesForm {...props} defaults={defaults} target={target} />
  );
}

/**
 * The text fields. What the user types stays in them: only names that are listed, or that the running environment uses, become
 * form data.
 */
function SecretNamesForm(
  props: SecretsProps & { defaults?: FormDefaults; target?: AwsTarget },
) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { formContext, disabled, readonly, onChange, defaults, target } = props;
  const { rawErrors = [] } = props;
  const { blueprint, running } = defaults ?? {};
  const given = props.formData;
  const list = useSecretNames(target);
  const [entries, setEntries] = useState(() =>
    entriesOf(given, running?.secrets),
  );
  const [initial] = useState(given);

  const form = useMemo(
    () => ({
      ...asForm(formContext?.formData),
      secrets: given && withoutMark(given),
    }),
    [formContext?.formData, given],
  );
  const draft = defaults && draftOn(defaults, form);
  const hasDatabase = !draft || applies('secrets.database', draft);

  const inUse = [running?.secrets.database, running?.secrets.apiKeys].flat();
  // Before the list has been read, the initial names are kept; they are checked when the user leaves the page.
  const unread = list.names || list.error ? undefined : initial;
  const usable = new Set(
    [list.names, inUse, unread?.database, unread?.apiKeys].flat(),
  );
  const isUsable = (name: string) => usable.has(name);
  const next = secretsOf(
    hasDatabase ? entries : { ...entries, database: { text: '' } },
    isUsable,
    running?.secrets,
  );
  // The form checks only properties it has, and a required name may be missing.
  const isCurrent =
    given !== undefined && isSameSecrets(given, next, running?.secrets);
  useDerivedFormData(next, isCurrent, onChange);

  const isFixed =
    running &&
    boundValues(running, { ...running, ...draft } as EnvironmentSpec).some(
      ({ path }) => path === 'secrets.database',
    );
  const problems = problemsOfSection(form, 'secrets', { running });
  const problemAt = (field: SecretField, entry: SecretEntry) => {
    if (entry.isDiscarded) return t('form.secretDiscarded');
    if (isUnlisted(entry, isUsable)) {
      const malformed = problemWithName(field, entry.text.trim());
      if (malformed) return malformed;
      if (list.error) return t('form.secretUnread');
      if (!target) return t('form.secretNoTarget');
      if (!list.names) return t('form.secretReading');
      return list.isTruncated
        ? t('form.secretTruncated')
        : t('form.noSecret', { region: regionLabel(target.region) });
    }
    // An empty required field has its mark, and an error when the user leaves the page.
    return entry.text || rawErrors.length > 0
      ? problems.find(({ path }) => path === `secrets.${field}`)?.message
      : undefined;
  };
  const isAtField = [
    problemAt('database', entries.database),
    ...entries.apiKeys.map(entry => problemAt('apiKeys', entry)),
  ].some(Boolean);

  const isDisabled = disabled || readonly;
  const required = blueprint?.requiredSecrets;
  const keys = texts['secrets.apiKeys'];

  return (
    <div className={styles.field}>
      <SecretNotes list={list} />
      {required && blueprint && (
        <p className={styles.hint}>
          {t('form.secretsRequired', {
            blueprint: blueprint.title,
            reason: required.reason,
          })}
        </p>
      )}
      {hasDatabase && (
        <SecretNameField
          label={titleOf(['secrets', 'database'])}
          description={texts['secrets.database'].description}
          names={list.names ?? []}
          isRequired={required?.fields.includes('database')}
          isDisabled={isDisabled || isFixed}
          problem={problemAt('database', entries.database)}
          entry={entries.database}
          onChange={database => setEntries({ ...entries, database })}
        />
      )}
      <ApiKeyFields
        legend={
          required?.fields.includes('apiKeys')
            ? `${keys.title} (${t('form.required')})`
            : keys.title
        }
        hint={keys.description}
        names={list.names ?? []}
        isDisabled={isDisabled}
        entries={entries.apiKeys}
        problemOf={entry => problemAt('apiKeys', entry)}
        onChange={apiKeys => setEntries({ ...entries, apiKeys })}
      />
      {!isAtField && <FieldProblems messages={rawErrors} />}
    </div>
  );
}
