import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Select } from '@backstage/ui';
import { messageOf } from '../api/messageOf';
import { streamflixTranslationRef } from '../translation';
import styles from './Form.module.css';
import { SettingField, type SettingFieldProps } from './SettingField';
import { useInstallation } from '../api/useInstallation';

/**
 * The account, selected by name from those of the installation; the first is the default. If they cannot be listed, the account
 * can be typed.
 */
export function AccountField(props: SettingFieldProps) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { setting, value, problem, isDisabled, onChange } = props;
  const { installation, error, isReading, retry } = useInstallation();
  const accounts = installation?.accounts;

  if (error || accounts?.length === 0) {
    return (
      <div>
        <SettingField {...props} />
        {error && (
          <>
            <p className={styles.problem} role="alert">
              {t('form.accountsFailed', { reason: messageOf(error, t) })}
            </p>
            <Button
              size="small"
              variant="secondary"
              isPending={isReading}
              onPress={retry}
            >
              {t('reading.retry')}
            </Button>
          </>
        )}
      </div>
    );
  }
  const main = accounts?.[0].id;
  const chosen = value ?? main;
  const unknown =
    accounts && !accounts.some(({ id }) => id === chosen)
      ? t('form.accountUnknown')
      : undefined;
  return (
    <Select
      label={setting.schema.title}
      description={
        accounts
          ? setting.schema.description
          : t('reading.loading', { what: t('form.accounts') })
      }
      secondaryLabel={value === undefined ? undefined : t('form.changed')}
      isDisabled={isDisabled || !accounts}
      validationBehavior="aria"
      validate={() => problem ?? unknown}
      options={(accounts ?? []).map(({ id, name }) => {
        const account = name ? `${name} (${id})` : id;
        return {
          id,
          label: id === main ? t('form.mainAccount', { account }) : account,
        };
      })}
      value={accounts && typeof chosen === 'string' ? chosen : null}
      onChange={key => onChange(key === main ? undefined : key)}
    />
  );
}
