import { useSectionTitle } from '../components/useSectionTitle';
import type { FormSection } from './useFormSection';

type Field = FormSection['fields'][number];

export interface SettingGroup {
  section: string;
  title: string;
  fields: Field[];
}

/** Settings by section, in the order of the specification; those of the whole environment come first. */
export function useSettingGroups(fields: readonly Field[]): SettingGroup[] {
  const titleOfSection = useSectionTitle();
  const sections = [...new Set(fields.map(({ setting }) => setting.section))];
  return sections
    .sort((a, b) => Number(b === '') - Number(a === ''))
    .map(section => ({
      section,
      title: titleOfSection(section),
      fields: fields.filter(({ setting }) => setting.section === section),
    }));
}
