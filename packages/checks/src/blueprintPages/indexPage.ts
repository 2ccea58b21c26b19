import type { BlueprintDesign } from './BlueprintDesign';
import { mapImage } from './mapImage';
import { grouped, table } from './markdown';
import { figuresOf } from './summarySection';

const databases = { none: 'none', aurora: 'Aurora', rds: 'RDS' } as const;
const caches = {
  none: 'none',
  'replication-group': 'replication group',
  serverless: 'serverless',
} as const;

function row(design: BlueprintDesign): string[] {
  const { blueprint, spec } = design;
  const { resources, bytes, complete, services } = figuresOf(design);
  const runs = (['service', 'worker'] as const)
    .filter(kind => spec[kind].enabled)
    .map(
      kind => `${kind}, ${spec[kind].minTasks}–${spec[kind].maxTasks} tasks`,
    );
  return [
    `[${blueprint.title}](${blueprint.id}.md)`,
    blueprint.purpose,
    blueprint.homeRegions.join(', ') + (blueprint.onlyRegions ? ' only' : ''),
    runs.join('; '),
    databases[spec.database.kind],
    caches[spec.cache.kind],
    String(resources),
    grouped(bytes),
    `${complete} s${services === undefined ? '' : `, services ${services} s`}`,
  ];
}

export const indexPage = (designs: readonly BlueprintDesign[]): string =>
  [
    '<!-- Written by `yarn docs:blueprints`. -->',
    '# Blueprints',
    'A blueprint is a set of defaults over the same constructs; every value can be changed in the form. Each page is written from the code: map, diagram, monthly quantities, form fields, resources, IAM statements with their reasons, alarms, outputs, teardown.',
    table(
      [
        'Blueprint',
        'For',
        'Home',
        'Runs',
        'Database',
        'Cache',
        'Resources',
        'Template bytes',
        'Complete after',
      ],
      designs.map(row),
    ),
    'Durations are typical ones, one for each type of resource.',
    'The parts of each, and the way of requests and records through them, as the portal shows them:',
    ...designs.flatMap(({ blueprint }) => [
      `**${blueprint.title}**`,
      mapImage(blueprint),
    ]),
  ].join('\n\n');
