import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { titleOf } from '@streamflix/backstage-plugin-streamflix-common';
import { streamflixTranslationRef } from '../translation';

/** Sections without a switch that could name them. */
const ownTitles = [
  'network',
  'deadLetters',
  'encryption',
  'observability',
  'secrets',
] as const;

/** Titles of the sections of a specification; the empty section is that of the whole environment. */
export function useSectionTitle(): (section: string) => string {
  const { t } = useTranslationRef(streamflixTranslationRef);
  return section => {
    if (section === '') return t('form.general');
    const own = ownTitles.find(name => name === section);
    if (own) return t(`form.${own}`);
    // The setting that enables a section names it.
    const switched = ['enabled', 'kind', 'mode'].map(key =>
      titleOf([section, key]),
    );
    return switched.find(title => !title.includes('.')) ?? section;
  };
}
