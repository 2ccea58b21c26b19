import {
  blueprints,
  resolveSpec,
  type Blueprint,
  type BlueprintId,
  type EnvironmentInput,
  type EnvironmentSpec,
} from '@streamflix/backstage-plugin-streamflix-common/environment';
import {
  environmentApp,
  synthesizeEnvironment,
} from '@streamflix/cdk-app/synth/synthesizeEnvironment';
import { withAssembly } from '@streamflix/cdk-app/synth/withAssembly';
import { statementsOf, type ExplainedStatement } from './statementsOf';
import type { Template } from '@streamflix/cdk-app/template';

/** The input of a page: a blueprint, and the environment it creates with its defaults. */
export interface BlueprintDesign {
  blueprint: Blueprint;
  spec: EnvironmentSpec;
  template: Template;
  /** Size of the template in the request, in bytes. */
  bytes: number;
  tags: Record<string, string>;
  statements: ExplainedStatement[];
}

/**
 * @param overrides - values that differ from the blueprint's
 * @throws Error with every problem when the overrides are invalid for the blueprint
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
    statements: withAssembly(outdir =>
      statementsOf(environmentApp(spec, outdir)),
    ),
  };
}
