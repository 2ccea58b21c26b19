import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { titleOf } from '@streamflix/backstage-plugin-streamflix-common';
import { streamflixTranslationRef } from '../translation';
import type { FormSection } from './useFormSection';

type Field = FormSection['fields'][number];

export interface SettingGroup {
  section: string;
  title: string;
  fields: Field[];
}

/** Sections without a switch that could name them. */
const ownTitles = [
  'network',
  'deadLetters',
  'encryption',
  'observability',
] as const;

/** Settings by section, in the order of the specification; those of the whole environment come first. */
export function useSettingGroups(fields: readonly Field[]): SettingGroup[] {
  const { t } = useTranslationRef(streamflixTranslationRef);
  const sections = [...new Set(fields.map(({ setting }) => setting.section))];
  const titleOfSection = (section: string) => {
    if (section === '') return t('form.general');
    const own = ownTitles.find(name => name === section);
    if (own) return t(`form.${own}`);
    // The setting that enables a section names it.
    const switched = ['enabled', 'kind', 'mode'].map(key =>
      titleOf([section, key]),
    );
    return switched.find(title => !title.includes('.')) ?? section;
  };
  return sections
    .sort((a, b) => Number(b === '') - Number(a === ''))
    .map(section => ({
      section,
      title: titleOfSection(section),
      fields: fields.filter(({ setting }) => setting.section === section),
    }));
}
