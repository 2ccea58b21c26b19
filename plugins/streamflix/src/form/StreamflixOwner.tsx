import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { Select } from '@backstage/ui';
import { messageOf } from '../api/messageOf';
import { useInstallation } from '../api/useInstallation';
import { ReadingError } from '../components/ReadingError';
import { streamflixTranslationRef } from '../translation';
import { FieldProblems, invalidWithout } from './FieldProblems';
import styles from './Form.module.css';
import { descriptionOf } from './settings';
import { useDerivedFormData } from './useDerivedFormData';
import { useOwners } from './useOwners';

const description = descriptionOf('owner');

/** The owner of a new environment: the user or one of their groups, or any other where the user may assign owners. */
export function StreamflixOwner(props: FieldExtensionComponentProps<string>) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { schema, formData, required, disabled, readonly, onChange } = props;
  const { idSchema, rawErrors = [] } = props;
  const { installation, error, isReading, retry } = useInstallation();
  const allowed = installation?.owners;
  const { owners, error: catalogError } = useOwners(allowed);

  const only = owners?.length === 1 ? owners[0].ref : undefined;
  useDerivedFormData(only, !only || formData !== undefined, onChange);

  if (error) {
    return (
      <ReadingError
        title={t('form.ownersFailed')}
        description={messageOf(error, t)}
        isReading={isReading}
        retry={retry}
      />
    );
  }
  const problemId = `${idSchema.$id}-problem`;
  const isOffered = owners?.some(({ ref }) => ref === formData);
  const problem =
    owners && formData !== undefined && !isOffered
      ? t(allowed?.any ? 'form.ownerUnknown' : 'form.ownerRefused')
      : undefined;
  return (
    <div className={styles.field}>
      <Select
        id={idSchema.$id}
        label={schema.title}
        description={[
          schema.description ?? description,
          allowed && !allowed.any && t('form.ownersOwn'),
        ]
          .filter(Boolean)
          .join(' ')}
        isRequired={required}
        isDisabled={disabled || readonly || !owners}
        validationBehavior="aria"
        {...invalidWithout(formData, rawErrors, problemId)}
        validate={() => problem ?? rawErrors[0]}
        search={
          allowed?.any ? { placeholder: t('form.searchOwners') } : undefined
        }
        options={(owners ?? []).map(({ ref, title }) => ({
          id: ref,
          label: title ? `${title} (${ref})` : ref,
        }))}
        value={owners && formData !== undefined ? formData : null}
        onChange={key => key !== null && onChange(String(key))}
      />
      <FieldProblems
        id={problemId}
        messages={formData === undefined ? rawErrors : []}
      />
      {owners?.length === 0 && (
        <p className={styles.problem}>{t('form.noOwner')}</p>
      )}
      {catalogError && (
        <p className={styles.problem}>
          {t('form.ownersUnread', { reason: messageOf(catalogError, t) })}
        </p>
      )}
    </div>
  );
}
