import { alarmsSection } from './alarmsSection';
import { architectureSection } from './architectureSection';
import type { BlueprintDesign } from './BlueprintDesign';
import { fieldsSection } from './fieldsSection';
import { outputsSection, tagsSection } from './outputsSection';
import { permissionsSection } from './permissionsSection';
import { quantitiesSection } from './quantitiesSection';
import { resourcesSection } from './resourcesSection';
import { summarySection } from './summarySection';
import { teardownSection } from './teardownSection';

/** Links to the sections, with GitHub's anchors. */
const contents = (sections: readonly string[]) =>
  sections
    .map(text => /^## (.+)$/m.exec(text)?.[1] ?? '')
    .map(title => `[${title}](#${title.toLowerCase().replace(/ /g, '-')})`)
    .join(' · ');

/** The page of a blueprint, as unformatted Markdown. */
export function blueprintPage(design: BlueprintDesign): string {
  const sections = [
    architectureSection,
    quantitiesSection,
    fieldsSection,
    resourcesSection,
    permissionsSection,
    alarmsSection,
    outputsSection,
    tagsSection,
    teardownSection,
  ].map(write => write(design));
  return [
    '<!-- Written by `yarn docs:blueprints`. -->',
    summarySection(design),
    contents(sections),
    ...sections,
    '[All blueprints](README.md)',
  ].join('\n\n');
}
