import { alarmsSection } from './alarmsSection';
import type { BlueprintDesign } from './BlueprintDesign';
import { fieldsSection } from './fieldsSection';
import { section } from './markdown';
import { outputsSection, tagsSection } from './outputsSection';
import { permissionsSection } from './permissionsSection';
import { quantitiesSection } from './quantitiesSection';
import { resourcesSection } from './resourcesSection';
import { summarySection } from './summarySection';
import { teardownSection } from './teardownSection';

const diagramSection = ({ blueprint }: BlueprintDesign) =>
  section(
    'Architecture',
    `![Architecture of ${blueprint.id}: network, services, stores and who talks to whom](${blueprint.id}.svg)`,
    'Drawn from the template: zones and subnets from its routes, numbers on arrows from its security groups, words on arrows from its IAM statements.',
  );

/** Links to the sections, as GitHub names them. */
const contents = (sections: readonly string[]) =>
  sections
    .map(text => /^## (.+)$/m.exec(text)?.[1] ?? '')
    .map(title => `[${title}](#${title.toLowerCase().replace(/ /g, '-')})`)
    .join(' · ');

/** The page of a blueprint, as Markdown that is not formatted yet. */
export function blueprintPage(design: BlueprintDesign): string {
  const sections = [
    diagramSection,
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
