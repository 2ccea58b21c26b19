import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { Select } from '@backstage/ui';
import { messageOf } from '../api/messageOf';
import { streamflixTranslationRef } from '../translation';
import { FieldProblems, invalidWithout } from './FieldProblems';
import styles from './Form.module.css';
import { useDerivedFormData } from './useDerivedFormData';
import { useEnvironmentEntities } from './useEnvironmentEntities';

/**
 * The environment that a form changes or destroys, by its title; its value is the entity reference. Backstage's own field shows the
 * references.
 */
export function StreamflixEnvironment(
  props: FieldExtensionComponentProps<string>,
) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { schema, formData, required, disabled, readonly, onChange } = props;
  const { idSchema, rawErrors = [] } = props;
  const { environments, error } = useEnvironmentEntities();
  const isRead = environments !== undefined || error !== undefined;

  const only = environments?.length === 1 ? environments[0].ref : undefined;
  useDerivedFormData(only, !only || formData !== undefined, onChange);

  const problemId = `${idSchema.$id}-problem`;
  const options = (environments ?? []).map(({ ref, title }) => ({
    id: ref,
    label: title,
  }));
  // Of an address: the catalog may not have it yet, or any more, and an address may contain anything.
  if (formData && !options.some(({ id }) => id === formData)) {
    options.push({ id: formData, label: t('form.environmentOfAddress') });
  }
  return (
    <div className={styles.field}>
      <Select
        id={idSchema.$id}
        label={schema.title}
        description={schema.description}
        isRequired={required}
        isDisabled={disabled || readonly || !isRead}
        validationBehavior="aria"
        {...invalidWithout(formData, rawErrors, problemId)}
        validate={() => rawErrors[0]}
        search={{ placeholder: t('form.searchEnvironments') }}
        options={options}
        value={isRead && formData ? formData : null}
        onChange={key => key !== null && onChange(String(key))}
      />
      <FieldProblems
        id={problemId}
        messages={formData === undefined ? rawErrors : []}
      />
      {environments?.length === 0 && (
        <p className={styles.problem}>{t('form.noEnvironment')}</p>
      )}
      {error && (
        <p className={styles.problem}>
          {t('form.environmentsUnread', { reason: messageOf(error, t) })}
        </p>
      )}
    </div>
  );
}
