import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { TextField } from '@backstage/ui';
import {
  RiCheckboxCircleLine,
  RiCloseCircleLine,
  RiQuestionLine,
} from '@remixicon/react';
import { useState } from 'react';
import useDebounce from 'react-use/esm/useDebounce';
import { messageOf } from '../api/messageOf';
import { useCached } from '../api/useCached';
import { streamflixTranslationRef } from '../translation';
import { asForm, problemsOf } from './Basis';
import styles from './Form.module.css';
import { placeOf } from './placeOf';

const problemWith = (suffix: string) =>
  problemsOf({ ...asForm({}), suffix }).find(({ path }) => path === 'suffix')
    ?.message;

/** What is known of the suffix at the place it would be used: free, taken and by whom, or not to be known. */
function Availability(props: {
  suffix: string;
  account: string;
  region: string;
}) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { suffix, account, region } = props;
  const { data, error } = useCached(
    ['suffix', account, region, suffix],
    api => api.checkSuffix({ account, region }, suffix),
    { revalidateOnFocus: false },
  );
  if (error) {
    return (
      <p className={styles.answer}>
        <RiQuestionLine aria-hidden />
        {t('form.suffixUnknown', { reason: messageOf(error) })}
      </p>
    );
  }
  if (!data) return <p className={styles.answer}>{t('form.suffixChecking')}</p>;
  return data.free ? (
    <p className={styles.answer} data-tone="positive">
      <RiCheckboxCircleLine aria-hidden />
      {t('form.suffixFree', { suffix, region })}
    </p>
  ) : (
    <p className={styles.answer} data-tone="negative">
      <RiCloseCircleLine aria-hidden />
      {data.owner
        ? t('form.suffixOwned', { suffix, region, owner: data.owner })
        : t('form.suffixTaken', { suffix, region })}
    </p>
  );
}

/** The environment's short name, checked for its form as it is typed and for being free a moment later. */
export function StreamflixSuffix(props: FieldExtensionComponentProps<string>) {
  const { schema, formData, formContext, required, disabled, readonly } = props;
  const { idSchema, rawErrors = [], onChange } = props;
  const suffix = formData ?? '';
  const problem = suffix ? problemWith(suffix) : undefined;
  const [settled, setSettled] = useState(suffix);
  useDebounce(() => setSettled(suffix), 400, [suffix]);
  const place = placeOf(asForm(formContext?.formData));
  return (
    <div className={`${styles.field} ${styles.tight}`}>
      <TextField
        id={idSchema.$id}
        label={schema.title}
        description={schema.description}
        isRequired={required}
        isDisabled={disabled}
        isReadOnly={readonly}
        autoComplete="off"
        spellCheck="false"
        validationBehavior="aria"
        {...(rawErrors.length > 0 && !problem && { isInvalid: true })}
        validate={() => problem}
        value={suffix}
        onChange={text => onChange(text === '' ? undefined : text)}
      />
      <div aria-live="polite">
        {suffix && !problem && settled === suffix && place && (
          <Availability suffix={suffix} {...place} />
        )}
      </div>
    </div>
  );
}
