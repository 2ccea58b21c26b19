import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { Alert, TextField } from '@backstage/ui';
import {
  RiCheckboxCircleLine,
  RiCloseCircleLine,
  RiErrorWarningLine,
  RiQuestionLine,
} from '@remixicon/react';
import { useState } from 'react';
import useDebounce from 'react-use/esm/useDebounce';
import { messageOf } from '../api/messageOf';
import { useCached } from '../api/useCached';
import { useInstallation } from '../api/useInstallation';
import { ownerTitle } from '../components/ownerTitle';
import { PageLink } from '../components/PageLink';
import { regionLabel } from '../components/regionLabel';
import { environmentRouteRef } from '../routes';
import { streamflixTranslationRef } from '../translation';
import { asForm, problemsOf } from './FormDefaults';
import styles from './Form.module.css';
import { descriptionOf } from './settings';
import { targetOf } from './targetOf';
import { useTypedText } from './useTypedText';

const description = descriptionOf('suffix');

const problemWith = (suffix: string) =>
  problemsOf({ ...asForm({}), suffix }).find(({ path }) => path === 'suffix')
    ?.message;

/** Whether the suffix is free in this account and region, and if not, its owner, if the user may see it. */
function Availability(props: {
  suffix: string;
  account: string;
  region: string;
}) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { suffix, region } = props;
  const { installation } = useInstallation();
  const account =
    props.account === 'default'
      ? installation?.accounts[0]?.id ?? props.account
      : props.account;
  const environmentRoute = useRouteRef(environmentRouteRef);
  const { data, error } = useCached(
    ['suffix', props.account, region, suffix],
    api => api.checkSuffix({ account: props.account, region }, suffix),
    { revalidateOnFocus: false },
  );
  if (error) {
    return (
      <p className={styles.answer}>
        <RiQuestionLine aria-hidden />
        {t('form.suffixUnknown', { reason: messageOf(error, t) })}
      </p>
    );
  }
  if (!data) return <p className={styles.answer}>{t('form.suffixChecking')}</p>;
  if (data.free && data.stackStatus) {
    // What runs already is not free, so this is what a failed creation left.
    return (
      <p className={styles.answer}>
        <RiErrorWarningLine aria-hidden />
        <span>
          {t('form.suffixFailed', { suffix })}{' '}
          {environmentRoute && (
            <PageLink path={environmentRoute({ account, region, suffix })}>
              {t('form.suffixOpen')}
            </PageLink>
          )}
        </span>
      </p>
    );
  }
  const named = { suffix, region: regionLabel(region) };
  return data.free ? (
    <p className={styles.answer} data-tone="positive">
      <RiCheckboxCircleLine aria-hidden />
      {t('form.suffixFree', named)}
    </p>
  ) : (
    <p className={styles.answer} data-tone="negative">
      <RiCloseCircleLine aria-hidden />
      {data.owner
        ? t('form.suffixOwned', { ...named, owner: ownerTitle(data.owner) })
        : t('form.suffixTaken', named)}
    </p>
  );
}

/**
 * The environment's short name. The field checks its format while the user types, and shortly after whether it is free. As the
 * first field of the form, it also shows when the user may not create environments.
 */
export function StreamflixSuffix(props: FieldExtensionComponentProps<string>) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { schema, formData, formContext, required, disabled, readonly } = props;
  const { idSchema, rawErrors = [], onChange } = props;
  const suffix = formData ?? '';
  const problem = suffix ? problemWith(suffix) : undefined;
  const [settled, setSettled] = useState(suffix);
  useDebounce(() => setSettled(suffix), 400, [suffix]);
  const target = targetOf(asForm(formContext?.formData));
  const { installation } = useInstallation();
  const typed = useTypedText({
    value: formData,
    fallback: '',
    textOf: String,
    valueIn: String,
    onChange: entered => onChange(entered as string),
  });
  return (
    <div className={`${styles.field} ${styles.tight}`}>
      {installation?.mayCreate === false && (
        <Alert
          role="alert"
          status="danger"
          icon
          title={t('actions.mayNotCreate')}
        />
      )}
      <TextField
        id={idSchema.$id}
        label={schema.title}
        description={schema.description ?? description}
        isRequired={required}
        isDisabled={disabled}
        isReadOnly={readonly}
        autoComplete="off"
        spellCheck="false"
        validationBehavior="aria"
        validate={() => problem ?? rawErrors[0]}
        value={typed.shown}
        onChange={typed.enter}
        onBlur={typed.leave}
      />
      <div aria-live="polite">
        {suffix &&
          !problem &&
          rawErrors.length === 0 &&
          settled === suffix &&
          target && <Availability suffix={suffix} {...target} />}
      </div>
    </div>
  );
}
