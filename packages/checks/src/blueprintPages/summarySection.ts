import type { BlueprintDesign } from './BlueprintDesign';
import { creationTime } from './creationTime';
import { mapImage } from './mapImage';
import { code, grouped } from './markdown';

const limit = 51_200;

/** Metrics of a blueprint: size of its template, and creation time of an environment. */
export function figuresOf({ template, bytes }: BlueprintDesign) {
  const { complete, services } = creationTime(template);
  return {
    resources: Object.keys(template.Resources).length,
    bytes,
    complete,
    services,
  };
}

const restrictions = ({ blueprint }: BlueprintDesign): string[] => {
  const { onlyRegions, requiredSecrets } = blueprint;
  const words = { database: 'a database secret', apiKeys: 'API key secrets' };
  return [
    ...(onlyRegions
      ? [
          `**Restricted to ${onlyRegions.regions.map(code).join(', ')}**: ${
            onlyRegions.reason
          }. Any other region is refused.`,
        ]
      : []),
    ...(requiredSecrets
      ? [
          `**Must be given** the names of ${requiredSecrets.fields
            .map(field => words[field])
            .join(' and ')}: ${requiredSecrets.reason}.`,
        ]
      : []),
  ];
};

/** The blueprint's purpose, its map, its regions, and its metrics. */
export function summarySection(design: BlueprintDesign): string {
  const { blueprint } = design;
  const { resources, bytes, complete, services } = figuresOf(design);
  const regions =
    blueprint.homeRegions.length === 1 ? 'Default region' : 'Default regions';
  const points = [
    `**${regions}:** ${blueprint.homeRegions.map(code).join(', ')}${
      blueprint.onlyRegions ? '' : '; any other allowed region can be chosen'
    }.`,
    ...restrictions(design),
    `**Template:** ${resources} resources, ${grouped(
      bytes,
    )} bytes of the ${grouped(limit)} that CloudFormation accepts.`,
    `**Creation:** complete after ${complete} s${
      services === undefined ? '' : `, services running after ${services} s`
    }, with typical durations.`,
  ];
  return [
    `# ${blueprint.title}`,
    `${blueprint.purpose} Blueprint ${code(blueprint.id)}.`,
    mapImage(blueprint),
    points.map(point => `- ${point}`).join('\n'),
  ].join('\n\n');
}
