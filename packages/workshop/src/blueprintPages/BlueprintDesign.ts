import {
  blueprints,
  resolveSpec,
  type Blueprint,
  type BlueprintId,
  type EnvironmentInput,
  type EnvironmentSpec,
} from '@streamflix/backstage-plugin-streamflix-common/spec';
import {
  environmentApp,
  synthesizeEnvironment,
} from '@streamflix/cdk-app/lib/synthesizeEnvironment';
import { statementsOf, type ExplainedStatement } from './statementsOf';
import type { Template } from './Template';

/** What a page is written from: a blueprint, and the environment it makes when nothing is changed. */
export interface BlueprintDesign {
  blueprint: Blueprint;
  spec: EnvironmentSpec;
  template: Template;
  /** Bytes of the template as CloudFormation gets it. */
  bytes: number;
  tags: Record<string, string>;
  statements: ExplainedStatement[];
}

/**
 * @param overrides - what differs from the blueprint
 * @throws Error with every problem when the overrides do not go with the blueprint
 */
export function designOf(
  id: BlueprintId,
  overrides: Partial<Omit<EnvironmentInput, 'blueprint'>> = {},
): BlueprintDesign {
  // CDK's own validation is for tests; see synth.ts.
  process.env.CDK_VALIDATION = 'false';
  const blueprint = blueprints[id];
  const resolution = resolveSpec({
    suffix: 'demo',
    region: blueprint.homeRegions[0],
    owner: 'group:default/video',
    secrets: blueprint.requiredSecrets && {
      database: 'streamflix/database',
      apiKeys: ['streamflix/api-keys'],
    },
    ...overrides,
    blueprint: id,
  });
  if (!resolution.ok) {
    throw new Error(resolution.problems.map(p => p.message).join(' '));
  }
  const { spec } = resolution;
  const { template, tags } = synthesizeEnvironment(spec);
  return {
    blueprint,
    spec,
    template: JSON.parse(template),
    bytes: Buffer.byteLength(template),
    tags,
    statements: statementsOf(environmentApp(spec)),
  };
}
