import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { CollapsibleSection } from '../components/CollapsibleSection';
import { streamflixTranslationRef } from '../translation';
import { AccountField } from './AccountField';
import { FieldProblems } from './FieldProblems';
import styles from './Form.module.css';
import { SettingField } from './SettingField';
import type { Setting } from './settings';
import {
  useFormSection,
  type FormSection,
  type FormSectionProps,
} from './useFormSection';
import { useSettingGroups } from './useSettingGroups';
import { ZonesField } from './ZonesField';

/** Account and zones are selected from the available ones; every other field follows from its schema. */
const fieldFor = ({ path }: Setting) => {
  if (path === 'account') return AccountField;
  return path === 'network.zoneIds' ? ZonesField : SettingField;
};

/** Every setting that is neither identity, size nor secret; one collapsed group per section. */
export function StreamflixAdvanced(props: FormSectionProps) {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const formSection = useFormSection('advanced', props);
  const groups = useSettingGroups(formSection?.fields ?? []);
  if (!formSection) return null;
  const notesOn = (fields: FormSection['fields']) => {
    const changed = fields.filter(({ value }) => value !== undefined).length;
    const wrong = fields.filter(({ problem }) => problem).length;
    return [
      changed > 0 && t('form.countChanged', { number: String(changed) }),
      wrong > 0 && t('form.countWrong', { number: String(wrong) }),
    ]
      .filter(Boolean)
      .join(', ');
  };
  // What the user has to correct is not hidden.
  const opens = (fields: FormSection['fields']) =>
    formSection.isRefused && fields.some(({ problem }) => problem);
  return (
    <div className={styles.field}>
      <CollapsibleSection
        className={styles.fold}
        title={props.schema.title ?? t('form.advanced')}
        subtitle={notesOn(formSection.fields)}
        opens={opens(formSection.fields)}
      >
        <div className={styles.rows}>
          <p className={styles.hint}>
            {formSection.defaults.running
              ? t('form.runningHint', {
                  suffix: formSection.defaults.running.suffix,
                })
              : t('form.advancedHint', {
                  blueprint: formSection.defaults.blueprint.title,
                })}
          </p>
          {groups.map(({ section, title, fields }) => (
            <CollapsibleSection
              key={section}
              title={title}
              subtitle={notesOn(fields)}
              opens={opens(fields)}
            >
              <div className={styles.columns}>
                {fields.map(field => {
                  const Field = fieldFor(field.setting);
                  return <Field key={field.setting.path} {...field} />;
                })}
              </div>
            </CollapsibleSection>
          ))}
        </div>
      </CollapsibleSection>
      <FieldProblems messages={formSection.otherErrors} />
    </div>
  );
}
