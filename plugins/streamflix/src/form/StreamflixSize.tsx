import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { streamflixTranslationRef } from '../translation';
import styles from './Form.module.css';
import { NoBasis } from './NoBasis';
import { SettingField } from './SettingField';
import { useDrawer, type DrawerFieldProps } from './useDrawer';
import { useSettingGroups } from './useSettingGroups';

/** Scaling limits and sizes of stores of the blueprint's components, prefilled with its values. */
export function StreamflixSize(props: DrawerFieldProps) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const drawer = useDrawer('size', props);
  const groups = useSettingGroups(drawer?.fields ?? []);
  if (!drawer) return <NoBasis formData={props.formContext?.formData} />;
  return (
    <div className={styles.field}>
      <p className={styles.hint}>
        {drawer.basis.running
          ? t('form.runningHint', { suffix: drawer.basis.running.suffix })
          : t('form.sizeHint', { blueprint: drawer.basis.blueprint.title })}
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
    </div>
  );
}
