import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Fold } from '../cards/Fold';
import { streamflixTranslationRef } from '../translation';
import { AccountField } from './AccountField';
import styles from './Form.module.css';
import { SettingField } from './SettingField';
import type { Setting } from './settings';
import { useDrawer, type Drawer, type DrawerFieldProps } from './useDrawer';
import { useSettingGroups } from './useSettingGroups';

/** The account is selected from the available ones; every other field follows from its schema. */
const fieldFor = ({ path }: Setting) =>
  path === 'account' ? AccountField : SettingField;

/** Every setting that is neither identity, size nor secret; one collapsed group per section. */
export function StreamflixAdvanced(props: DrawerFieldProps) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const drawer = useDrawer('advanced', props);
  const groups = useSettingGroups(drawer?.fields ?? []);
  if (!drawer) return null;
  const notesOn = (fields: Drawer['fields']) => {
    const changed = fields.filter(({ value }) => value !== undefined).length;
    const wrong = fields.filter(({ problem }) => problem).length;
    return [
      changed > 0 && t('form.countChanged', { number: String(changed) }),
      wrong > 0 && t('form.countWrong', { number: String(wrong) }),
    ]
      .filter(Boolean)
      .join(', ');
  };
  return (
    <div className={styles.field}>
      <Fold
        className={styles.fold}
        title={props.schema.title ?? t('form.advanced')}
        subtitle={notesOn(drawer.fields)}
      >
        <div className={styles.rows}>
          <p className={styles.hint}>
            {drawer.basis.running
              ? t('form.runningHint', { suffix: drawer.basis.running.suffix })
              : t('form.advancedHint', {
                  blueprint: drawer.basis.blueprint.title,
                })}
          </p>
          {groups.map(({ section, title, fields }) => (
            <Fold key={section} title={title} subtitle={notesOn(fields)}>
              <div className={styles.columns}>
                {fields.map(field => {
                  const Field = fieldFor(field.setting);
                  return <Field key={field.setting.path} {...field} />;
                })}
              </div>
            </Fold>
          ))}
        </div>
      </Fold>
    </div>
  );
}
