import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Checkbox, CheckboxGroup } from '@backstage/ui';
import { streamflixTranslationRef } from '../translation';
import styles from './Form.module.css';
import { SettingField, type SettingFieldProps } from './SettingField';

/**
 * The zones of a new environment, selected by id from those of the account; none leaves them to the plan. Where they could not be
 * read, they are typed.
 */
export function ZonesField(props: SettingFieldProps) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const { setting, value, problem, isDisabled, onChange } = props;
  const { suggestions: offered = [], excluded = {} } = props;
  if (offered.length === 0) return <SettingField {...props} />;
  const selected = Array.isArray(value) ? value.map(String) : [];
  const ids = [...new Set([...offered, ...selected])];
  return (
    <CheckboxGroup
      className={styles.wide}
      label={setting.schema.title}
      description={setting.schema.description}
      secondaryLabel={
        selected.length > 0 ? t('form.changed') : t('form.zonesByPlan')
      }
      isDisabled={isDisabled}
      validationBehavior="aria"
      validate={() => problem}
      value={selected}
      onChange={chosen =>
        onChange(
          chosen.length > 0 ? ids.filter(id => chosen.includes(id)) : undefined,
        )
      }
    >
      {ids.map(id => (
        <Checkbox
          key={id}
          value={id}
          // What is selected can always be deselected.
          isDisabled={Boolean(excluded[id]) && !selected.includes(id)}
        >
          {excluded[id]
            ? t('form.zoneWithout', { id, parts: excluded[id] })
            : id}
        </Checkbox>
      ))}
    </CheckboxGroup>
  );
}
