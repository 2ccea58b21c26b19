import {
  blueprintIds,
  type BlueprintId,
  type EnvironmentSpec,
} from '@streamflix/backstage-plugin-streamflix-common/environment';
import { Template } from 'aws-cdk-lib/assertions';
import { synthesizeEnvironment } from '../../synth/synthesizeEnvironment';
import { specOf, type TemplateBody } from './environment';

/** The rows of the platform's table, by the file `lib/platform/<area>.test.ts` that tests them. */
export const platformTable = {
  purpose: ['for', 'home region'],
  network: ['availability zones', 'subnets', 'NAT', 'VPC'],
  compute: ['compute', 'capacity providers'],
  scaling: ['scaling', 'deployment'],
  api: ['load balancer', 'API'],
  database: ['database', 'database credentials'],
  stores: [
    'cache',
    'shared storage',
    'stream',
    'dead letters',
    'image registry',
  ],
  secrets: ['secrets', 'encryption keys'],
  observability: ['container insights', 'logs'],
  alarms: ['alarms'],
  outputs: ['outputs'],
  permissions: ['permissions'],
  names: ['names'],
  tags: ['tags'],
  teardown: ['teardown'],
} as const;

export type Area = keyof typeof platformTable;

/** An environment of one blueprint without overrides, as it would be deployed. */
export interface PlatformEnvironment {
  blueprint: BlueprintId;
  spec: EnvironmentSpec;
  template: Template;
  body: TemplateBody;
  /** Tags of the stack. */
  tags: Record<string, string>;
}

/** The text of a table cell, and the assertion on the template. */
export type Cell = [
  text: string,
  asserts: (environment: PlatformEnvironment) => void,
];

const environments = new Map<BlueprintId, PlatformEnvironment>();

/** Synthesised once per test file. */
function environmentOf(blueprint: BlueprintId): PlatformEnvironment {
  const known = environments.get(blueprint);
  if (known) return known;
  const spec = specOf(blueprint);
  const { template, tags } = synthesizeEnvironment(spec);
  const environment = {
    blueprint,
    spec,
    template: Template.fromString(template),
    body: JSON.parse(template),
    tags,
  };
  environments.set(blueprint, environment);
  return environment;
}

/**
 * The cells of an area as rows for `it.each`: row, blueprint, cell text, and assertion.
 *
 * @throws when a row is missing, belongs to another area, or lacks a blueprint: such files do not even load
 */
export function cellsOf<A extends Area>(
  area: A,
  rows: Record<(typeof platformTable)[A][number], Record<BlueprintId, Cell>>,
): [row: string, blueprint: BlueprintId, text: string, asserts: () => void][] {
  const given = Object.entries<Record<BlueprintId, Cell>>(rows);
  const expected = platformTable[area].join(', ');
  if (given.map(([row]) => row).join(', ') !== expected) {
    throw new Error(`The rows of ${area} must be ${expected}.`);
  }
  return given.flatMap(([row, cells]) =>
    blueprintIds.map((blueprint): ReturnType<typeof cellsOf>[number] => {
      const [text, asserts] = cells[blueprint];
      return [row, blueprint, text, () => asserts(environmentOf(blueprint))];
    }),
  );
}

/** A cell with several assertions. */
export const all =
  (...assertions: Cell[1][]): Cell[1] =>
  environment =>
    assertions.forEach(asserts => asserts(environment));

/** The cell of a system without the feature: no resource of these types. */
export const absent = (...types: string[]): Cell => [
  '—',
  ({ template }) => {
    for (const type of types) template.resourceCountIs(type, 0);
  },
];

/** Resources of a type: ids and properties, in the template's order. */
export const resourcesOf = (
  { Resources }: TemplateBody,
  type: string,
): [id: string, properties: Record<string, unknown>][] =>
  Object.entries(Resources)
    .filter(([, { Type }]) => Type === type)
    .map(([id, { Properties = {} }]) => [id, Properties]);
