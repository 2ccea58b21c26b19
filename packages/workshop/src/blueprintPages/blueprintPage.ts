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

/** The page of a blueprint, as Markdown that is not formatted yet. */
export const blueprintPage = (design: BlueprintDesign): string =>
  [
    '<!-- Written by `yarn docs:blueprints`. -->',
    summarySection(design),
    ...[
      diagramSection,
      quantitiesSection,
      fieldsSection,
      resourcesSection,
      permissionsSection,
      alarmsSection,
      outputsSection,
      tagsSection,
      teardownSection,
    ].map(write => write(design)),
    '[All blueprints](README.md)',
  ].join('\n\n');
