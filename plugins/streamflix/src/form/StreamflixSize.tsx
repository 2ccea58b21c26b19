import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { streamflixTranslationRef } from '../translation';
import { FieldProblems } from './FieldProblems';
import styles from './Form.module.css';
import { MissingDefaults } from './MissingDefaults';
import { SettingField } from './SettingField';
import { useFormSection, type FormSectionProps } from './useFormSection';
import { useSettingGroups } from './useSettingGroups';

/** Scaling limits and sizes of stores of the blueprint's components, prefilled with its values. */
export function StreamflixSize(props: FormSectionProps) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const formSection = useFormSection('size', props);
  const groups = useSettingGroups(formSection?.fields ?? []);
  if (!formSection)
    return <MissingDefaults formData={props.formContext?.formData} />;
  return (
    <div className={styles.field}>
      <p className={styles.hint}>
        {formSection.defaults.running
          ? t('form.runningHint', {
              suffix: formSection.defaults.running.suffix,
            })
          : t('form.sizeHint', {
              blueprint: formSection.defaults.blueprint.title,
            })}
      </p>
      {groups.map(({ section, title, fields }) => (
        <fieldset key={section} className={styles.group}>
          <legend className={styles.legend}>{title}</legend>
          <div className={styles.columns}>
            {fields.map(field => (
              <SettingField key={field.setting.path} {...field} />
            ))}
          </div>
        </fieldset>
      ))}
      <FieldProblems messages={formSection.otherErrors} />
    </div>
  );
}
