import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { Alert, Button, ButtonIcon } from '@backstage/ui';
import { RiAddLine, RiDeleteBinLine } from '@remixicon/react';
import {
  applies,
  boundValues,
  environmentInputJsonSchema,
  type EnvironmentInput,
  type EnvironmentSpec,
} from '@streamflix/backstage-plugin-streamflix-common';
import { useMemo, useState } from 'react';
import type { PlaceRef } from '../api';
import { streamflixTranslationRef } from '../translation';

import { asForm, draftOn, type Basis } from './Basis';
import { problemsOfDrawer } from './drawer';
import styles from './Form.module.css';
import { NoBasis } from './NoBasis';
import { SecretNameField } from './SecretNameField';
import { settingsOf } from './settings';
import { useBasis } from './useBasis';

export type SecretNamesGiven = NonNullable<EnvironmentInput['secrets']>;

const words = Object.fromEntries(
  settingsOf(environmentInputJsonSchema())
    .filter(({ section }) => section === 'secrets')
    .map(({ path, schema }) => [path, schema]),
);

/** Without what is the same as what runs: that stays, and need not be said. */
function withoutSame(
  { database, apiKeys = [] }: SecretNamesGiven,
  running: Basis['running'],
): SecretNamesGiven {
  if (!running) {
    return {
      ...(database && { database }),
      ...(apiKeys.length > 0 && { apiKeys }),
    };
  }
  const { secrets } = running;
  return {
    ...(database && database !== secrets.database && { database }),
    ...(String(apiKeys) !== String(secrets.apiKeys) && { apiKeys }),
  };
}

type SecretsProps = FieldExtensionComponentProps<SecretNamesGiven>;

/** Names of existing secrets; the values stay where they are. */
export function StreamflixSecrets(props: SecretsProps) {
  const { basis, place, isChange } = useBasis(props.formContext?.formData);
  // What runs must be known before a name can be taken for another one.
  return isChange && !basis ? (
    <NoBasis formData={props.formContext?.formData} />
  ) : (
    <SecretNamesForm {...props} basis={basis} place={place} />
  );
}

function SecretNamesForm(
  props: SecretsProps & { basis?: Basis; place?: PlaceRef },
) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { formContext, disabled, readonly, onChange, basis, place } = props;
  const { blueprint, running } = basis ?? {};
  const given = props.formData;
  const formData = useMemo<SecretNamesGiven>(
    () => ({ ...running?.secrets, ...given }),
    [running, given],
  );
  const form = useMemo(
    () => ({ ...asForm(formContext?.formData), secrets: given }),
    [formContext?.formData, given],
  );
  const required = blueprint?.requiredSecrets;
  const draft = basis && draftOn(basis, form);
  const hasDatabase = !draft || applies('secrets.database', draft);
  const isFixed =
    running &&
    boundValues(running, { ...running, ...draft } as EnvironmentSpec).some(
      ({ path }) => path === 'secrets.database',
    );
  const problems = problemsOfDrawer(form, 'secrets', running);
  // What is required and still missing is told by the mark, and when the page is left.
  const problemAt = (path: string, isGiven: boolean) =>
    isGiven
      ? problems.find(problem => problem.path === path)?.message
      : undefined;

  // A row that is still empty is no name yet, and no part of the form's data.
  const [rows, setRows] = useState(() =>
    formData.apiKeys?.length ? formData.apiKeys : [''],
  );
  const change = (next: SecretNamesGiven) =>
    onChange(withoutSame(next, running));
  const changeRows = (next: string[]) => {
    setRows(next);
    change({ ...formData, apiKeys: next.filter(Boolean) });
  };
  const isDisabled = disabled || readonly;
  const keys = words['secrets.apiKeys'];

  return (
    <div className={styles.field}>
      <Alert status="info" icon title={t('form.secretsNote')} />
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
          label={words['secrets.database'].title ?? 'database'}
          description={words['secrets.database'].description}
          place={place}
          isRequired={required?.fields.includes('database')}
          isDisabled={isDisabled || isFixed}
          problem={problemAt('secrets.database', Boolean(formData.database))}
          value={formData.database ?? ''}
          onChange={name => change({ ...formData, database: name })}
        />
      )}
      <fieldset className={styles.group}>
        <legend className={styles.legend}>
          {keys.title}
          {required?.fields.includes('apiKeys') && ` (${t('form.required')})`}
        </legend>
        <div className={styles.rows}>
          <p className={styles.hint}>{keys.description}</p>
          {rows.map((name, index) => (
            // Rows have no identity but their place.
            <div key={`row ${index}`} className={styles.row}>
              <SecretNameField
                label={t('form.apiKey', { number: String(index + 1) })}
                place={place}
                isDisabled={isDisabled}
                problem={problemAt('secrets.apiKeys', Boolean(name))}
                value={name}
                onChange={text =>
                  changeRows(rows.map((row, i) => (i === index ? text : row)))
                }
              />
              <ButtonIcon
                variant="secondary"
                icon={<RiDeleteBinLine aria-hidden />}
                aria-label={t('form.removeApiKey', {
                  number: String(index + 1),
                })}
                isDisabled={isDisabled || (rows.length === 1 && !name)}
                onPress={() =>
                  changeRows(
                    rows.length === 1
                      ? ['']
                      : rows.filter((_, i) => i !== index),
                  )
                }
              />
            </div>
          ))}
          <div>
            <Button
              size="small"
              variant="secondary"
              iconStart={<RiAddLine aria-hidden />}
              isDisabled={isDisabled || rows.includes('')}
              onPress={() => setRows([...rows, ''])}
            >
              {t('form.addApiKey')}
            </Button>
          </div>
        </div>
      </fieldset>
    </div>
  );
}
